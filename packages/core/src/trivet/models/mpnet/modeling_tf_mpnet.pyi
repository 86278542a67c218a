# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFMPNetForMaskedLM as TFMPNetForMaskedLM
from trivet_tf.models import TFMPNetForMultipleChoice as TFMPNetForMultipleChoice
from trivet_tf.models import TFMPNetForQuestionAnswering as TFMPNetForQuestionAnswering
from trivet_tf.models import TFMPNetForSequenceClassification as TFMPNetForSequenceClassification
from trivet_tf.models import TFMPNetForTokenClassification as TFMPNetForTokenClassification
from trivet_tf.models import TFMPNetMainLayer as TFMPNetMainLayer
from trivet_tf.models import TFMPNetModel as TFMPNetModel
from trivet_tf.models import TFMPNetPreTrainedModel as TFMPNetPreTrainedModel
