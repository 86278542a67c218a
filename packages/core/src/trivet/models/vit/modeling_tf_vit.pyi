# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFViTForImageClassification as TFViTForImageClassification
from trivet_tf.models import TFViTForMaskedImageModeling as TFViTForMaskedImageModeling
from trivet_tf.models import TFViTMainLayer as TFViTMainLayer
from trivet_tf.models import TFViTModel as TFViTModel
from trivet_tf.models import TFViTPreTrainedModel as TFViTPreTrainedModel
