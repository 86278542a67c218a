# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFCodeGenForCausalLM as TFCodeGenForCausalLM
from trivet_tf.models import TFCodeGenMainLayer as TFCodeGenMainLayer
from trivet_tf.models import TFCodeGenModel as TFCodeGenModel
from trivet_tf.models import TFCodeGenPreTrainedModel as TFCodeGenPreTrainedModel
