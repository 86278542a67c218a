# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFDPRContextEncoder as TFDPRContextEncoder
from trivet_tf.models import TFDPRMainLayer as TFDPRMainLayer
from trivet_tf.models import TFDPRModel as TFDPRModel
from trivet_tf.models import TFDPRPreTrainedModel as TFDPRPreTrainedModel
from trivet_tf.models import TFDPRQuestionEncoder as TFDPRQuestionEncoder
from trivet_tf.models import TFDPRReader as TFDPRReader
