# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFGraniteMoeForCausalLM as TFGraniteMoeForCausalLM
from trivet_tf.models import TFGraniteMoeMainLayer as TFGraniteMoeMainLayer
from trivet_tf.models import TFGraniteMoeModel as TFGraniteMoeModel
from trivet_tf.models import TFGraniteMoePreTrainedModel as TFGraniteMoePreTrainedModel
