# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFOlmo2ForCausalLM as TFOlmo2ForCausalLM
from trivet_tf.models import TFOlmo2ForSequenceClassification as TFOlmo2ForSequenceClassification
from trivet_tf.models import TFOlmo2MainLayer as TFOlmo2MainLayer
from trivet_tf.models import TFOlmo2Model as TFOlmo2Model
from trivet_tf.models import TFOlmo2PreTrainedModel as TFOlmo2PreTrainedModel
