# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFQwen2ForCausalLM as TFQwen2ForCausalLM
from trivet_tf.models import TFQwen2ForQuestionAnswering as TFQwen2ForQuestionAnswering
from trivet_tf.models import TFQwen2ForSequenceClassification as TFQwen2ForSequenceClassification
from trivet_tf.models import TFQwen2ForTokenClassification as TFQwen2ForTokenClassification
from trivet_tf.models import TFQwen2MainLayer as TFQwen2MainLayer
from trivet_tf.models import TFQwen2Model as TFQwen2Model
from trivet_tf.models import TFQwen2PreTrainedModel as TFQwen2PreTrainedModel
