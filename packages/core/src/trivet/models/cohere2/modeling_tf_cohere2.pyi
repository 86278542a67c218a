# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFCohere2ForCausalLM as TFCohere2ForCausalLM
from trivet_tf.models import TFCohere2MainLayer as TFCohere2MainLayer
from trivet_tf.models import TFCohere2Model as TFCohere2Model
from trivet_tf.models import TFCohere2PreTrainedModel as TFCohere2PreTrainedModel
