# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFDinov2ForImageClassification as TFDinov2ForImageClassification
from trivet_tf.models import TFDinov2MainLayer as TFDinov2MainLayer
from trivet_tf.models import TFDinov2Model as TFDinov2Model
from trivet_tf.models import TFDinov2PreTrainedModel as TFDinov2PreTrainedModel
