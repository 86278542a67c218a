# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFOlmoeForCausalLM as TFOlmoeForCausalLM
from trivet_tf.models import TFOlmoeMainLayer as TFOlmoeMainLayer
from trivet_tf.models import TFOlmoeModel as TFOlmoeModel
from trivet_tf.models import TFOlmoePreTrainedModel as TFOlmoePreTrainedModel
