# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFDeiTForImageClassification as TFDeiTForImageClassification
from trivet_tf.models import TFDeiTForImageClassificationWithTeacher as TFDeiTForImageClassificationWithTeacher
from trivet_tf.models import TFDeiTForMaskedImageModeling as TFDeiTForMaskedImageModeling
from trivet_tf.models import TFDeiTMainLayer as TFDeiTMainLayer
from trivet_tf.models import TFDeiTModel as TFDeiTModel
from trivet_tf.models import TFDeiTPreTrainedModel as TFDeiTPreTrainedModel
