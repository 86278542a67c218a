# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFDinov2WithRegistersForImageClassification as TFDinov2WithRegistersForImageClassification
from trivet_tf.models import TFDinov2WithRegistersMainLayer as TFDinov2WithRegistersMainLayer
from trivet_tf.models import TFDinov2WithRegistersModel as TFDinov2WithRegistersModel
from trivet_tf.models import TFDinov2WithRegistersPreTrainedModel as TFDinov2WithRegistersPreTrainedModel
