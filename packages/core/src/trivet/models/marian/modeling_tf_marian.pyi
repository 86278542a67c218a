# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFMarianForCausalLM as TFMarianForCausalLM
from trivet_tf.models import TFMarianMTModel as TFMarianMTModel
from trivet_tf.models import TFMarianModel as TFMarianModel
from trivet_tf.models import TFMarianPreTrainedModel as TFMarianPreTrainedModel
