# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFDistilBertForMaskedLM as TFDistilBertForMaskedLM
from trivet_tf.models import TFDistilBertForMultipleChoice as TFDistilBertForMultipleChoice
from trivet_tf.models import TFDistilBertForQuestionAnswering as TFDistilBertForQuestionAnswering
from trivet_tf.models import TFDistilBertForSequenceClassification as TFDistilBertForSequenceClassification
from trivet_tf.models import TFDistilBertForTokenClassification as TFDistilBertForTokenClassification
from trivet_tf.models import TFDistilBertMainLayer as TFDistilBertMainLayer
from trivet_tf.models import TFDistilBertModel as TFDistilBertModel
from trivet_tf.models import TFDistilBertPreTrainedModel as TFDistilBertPreTrainedModel
