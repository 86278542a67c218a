# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFCamembertForCausalLM as TFCamembertForCausalLM
from trivet_tf.models import TFCamembertForMaskedLM as TFCamembertForMaskedLM
from trivet_tf.models import TFCamembertForMultipleChoice as TFCamembertForMultipleChoice
from trivet_tf.models import TFCamembertForQuestionAnswering as TFCamembertForQuestionAnswering
from trivet_tf.models import TFCamembertForSequenceClassification as TFCamembertForSequenceClassification
from trivet_tf.models import TFCamembertForTokenClassification as TFCamembertForTokenClassification
from trivet_tf.models import TFCamembertMainLayer as TFCamembertMainLayer
from trivet_tf.models import TFCamembertModel as TFCamembertModel
from trivet_tf.models import TFCamembertPreTrainedModel as TFCamembertPreTrainedModel
