# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFBertForMaskedLM as TFBertForMaskedLM
from trivet_tf.models import TFBertForMultipleChoice as TFBertForMultipleChoice
from trivet_tf.models import TFBertForNextSentencePrediction as TFBertForNextSentencePrediction
from trivet_tf.models import TFBertForPreTraining as TFBertForPreTraining
from trivet_tf.models import TFBertForQuestionAnswering as TFBertForQuestionAnswering
from trivet_tf.models import TFBertForSequenceClassification as TFBertForSequenceClassification
from trivet_tf.models import TFBertForTokenClassification as TFBertForTokenClassification
from trivet_tf.models import TFBertLMHeadModel as TFBertLMHeadModel
from trivet_tf.models import TFBertMainLayer as TFBertMainLayer
from trivet_tf.models import TFBertModel as TFBertModel
from trivet_tf.models import TFBertPreTrainedModel as TFBertPreTrainedModel
