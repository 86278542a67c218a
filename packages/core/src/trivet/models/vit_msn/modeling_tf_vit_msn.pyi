# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFViTMSNForImageClassification as TFViTMSNForImageClassification
from trivet_tf.models import TFViTMSNMainLayer as TFViTMSNMainLayer
from trivet_tf.models import TFViTMSNModel as TFViTMSNModel
from trivet_tf.models import TFViTMSNPreTrainedModel as TFViTMSNPreTrainedModel
