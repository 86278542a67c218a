# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFCohereForCausalLM as TFCohereForCausalLM
from trivet_tf.models import TFCohereMainLayer as TFCohereMainLayer
from trivet_tf.models import TFCohereModel as TFCohereModel
from trivet_tf.models import TFCoherePreTrainedModel as TFCoherePreTrainedModel
