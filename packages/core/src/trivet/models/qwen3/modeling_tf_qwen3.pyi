# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFQwen3ForCausalLM as TFQwen3ForCausalLM
from trivet_tf.models import TFQwen3ForQuestionAnswering as TFQwen3ForQuestionAnswering
from trivet_tf.models import TFQwen3ForSequenceClassification as TFQwen3ForSequenceClassification
from trivet_tf.models import TFQwen3ForTokenClassification as TFQwen3ForTokenClassification
from trivet_tf.models import TFQwen3MainLayer as TFQwen3MainLayer
from trivet_tf.models import TFQwen3Model as TFQwen3Model
from trivet_tf.models import TFQwen3PreTrainedModel as TFQwen3PreTrainedModel
