# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFQwen2MoeForCausalLM as TFQwen2MoeForCausalLM
from trivet_tf.models import TFQwen2MoeForQuestionAnswering as TFQwen2MoeForQuestionAnswering
from trivet_tf.models import TFQwen2MoeForSequenceClassification as TFQwen2MoeForSequenceClassification
from trivet_tf.models import TFQwen2MoeForTokenClassification as TFQwen2MoeForTokenClassification
from trivet_tf.models import TFQwen2MoeMainLayer as TFQwen2MoeMainLayer
from trivet_tf.models import TFQwen2MoeModel as TFQwen2MoeModel
from trivet_tf.models import TFQwen2MoePreTrainedModel as TFQwen2MoePreTrainedModel
