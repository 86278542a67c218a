# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFQwen3MoeForCausalLM as TFQwen3MoeForCausalLM
from trivet_tf.models import TFQwen3MoeForQuestionAnswering as TFQwen3MoeForQuestionAnswering
from trivet_tf.models import TFQwen3MoeForSequenceClassification as TFQwen3MoeForSequenceClassification
from trivet_tf.models import TFQwen3MoeForTokenClassification as TFQwen3MoeForTokenClassification
from trivet_tf.models import TFQwen3MoeMainLayer as TFQwen3MoeMainLayer
from trivet_tf.models import TFQwen3MoeModel as TFQwen3MoeModel
from trivet_tf.models import TFQwen3MoePreTrainedModel as TFQwen3MoePreTrainedModel
