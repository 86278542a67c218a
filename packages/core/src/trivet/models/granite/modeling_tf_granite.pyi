# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFGraniteForCausalLM as TFGraniteForCausalLM
from trivet_tf.models import TFGraniteMainLayer as TFGraniteMainLayer
from trivet_tf.models import TFGraniteModel as TFGraniteModel
from trivet_tf.models import TFGranitePreTrainedModel as TFGranitePreTrainedModel
