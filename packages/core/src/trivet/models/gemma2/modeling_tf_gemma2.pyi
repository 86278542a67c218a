# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFGemma2ForCausalLM as TFGemma2ForCausalLM
from trivet_tf.models import TFGemma2ForSequenceClassification as TFGemma2ForSequenceClassification
from trivet_tf.models import TFGemma2ForTokenClassification as TFGemma2ForTokenClassification
from trivet_tf.models import TFGemma2MainLayer as TFGemma2MainLayer
from trivet_tf.models import TFGemma2Model as TFGemma2Model
from trivet_tf.models import TFGemma2PreTrainedModel as TFGemma2PreTrainedModel
