# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFMegatronBertForCausalLM as TFMegatronBertForCausalLM
from trivet_tf.models import TFMegatronBertForMaskedLM as TFMegatronBertForMaskedLM
from trivet_tf.models import TFMegatronBertForMultipleChoice as TFMegatronBertForMultipleChoice
from trivet_tf.models import TFMegatronBertForNextSentencePrediction as TFMegatronBertForNextSentencePrediction
from trivet_tf.models import TFMegatronBertForPreTraining as TFMegatronBertForPreTraining
from trivet_tf.models import TFMegatronBertForQuestionAnswering as TFMegatronBertForQuestionAnswering
from trivet_tf.models import TFMegatronBertForSequenceClassification as TFMegatronBertForSequenceClassification
from trivet_tf.models import TFMegatronBertForTokenClassification as TFMegatronBertForTokenClassification
from trivet_tf.models import TFMegatronBertMainLayer as TFMegatronBertMainLayer
from trivet_tf.models import TFMegatronBertModel as TFMegatronBertModel
from trivet_tf.models import TFMegatronBertPreTrainedModel as TFMegatronBertPreTrainedModel
