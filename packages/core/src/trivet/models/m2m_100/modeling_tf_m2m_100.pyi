# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFM2M100ForConditionalGeneration as TFM2M100ForConditionalGeneration
from trivet_tf.models import TFM2M100Model as TFM2M100Model
from trivet_tf.models import TFM2M100PreTrainedModel as TFM2M100PreTrainedModel
