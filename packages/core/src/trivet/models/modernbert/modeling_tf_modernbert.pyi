# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFModernBertForMaskedLM as TFModernBertForMaskedLM
from trivet_tf.models import TFModernBertForMultipleChoice as TFModernBertForMultipleChoice
from trivet_tf.models import TFModernBertForQuestionAnswering as TFModernBertForQuestionAnswering
from trivet_tf.models import TFModernBertForSequenceClassification as TFModernBertForSequenceClassification
from trivet_tf.models import TFModernBertForTokenClassification as TFModernBertForTokenClassification
from trivet_tf.models import TFModernBertMainLayer as TFModernBertMainLayer
from trivet_tf.models import TFModernBertModel as TFModernBertModel
from trivet_tf.models import TFModernBertPreTrainedModel as TFModernBertPreTrainedModel
