# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFData2VecVisionForImageClassification as TFData2VecVisionForImageClassification
from trivet_tf.models import TFData2VecVisionMainLayer as TFData2VecVisionMainLayer
from trivet_tf.models import TFData2VecVisionModel as TFData2VecVisionModel
from trivet_tf.models import TFData2VecVisionPreTrainedModel as TFData2VecVisionPreTrainedModel
