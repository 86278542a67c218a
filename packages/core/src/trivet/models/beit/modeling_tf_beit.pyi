# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFBeitForImageClassification as TFBeitForImageClassification
from trivet_tf.models import TFBeitForMaskedImageModeling as TFBeitForMaskedImageModeling
from trivet_tf.models import TFBeitMainLayer as TFBeitMainLayer
from trivet_tf.models import TFBeitModel as TFBeitModel
from trivet_tf.models import TFBeitPreTrainedModel as TFBeitPreTrainedModel
