# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFGlm4MoeForCausalLM as TFGlm4MoeForCausalLM
from trivet_tf.models import TFGlm4MoeMainLayer as TFGlm4MoeMainLayer
from trivet_tf.models import TFGlm4MoeModel as TFGlm4MoeModel
from trivet_tf.models import TFGlm4MoePreTrainedModel as TFGlm4MoePreTrainedModel
