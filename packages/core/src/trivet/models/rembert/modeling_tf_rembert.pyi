# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFRemBertForCausalLM as TFRemBertForCausalLM
from trivet_tf.models import TFRemBertForMaskedLM as TFRemBertForMaskedLM
from trivet_tf.models import TFRemBertForMultipleChoice as TFRemBertForMultipleChoice
from trivet_tf.models import TFRemBertForQuestionAnswering as TFRemBertForQuestionAnswering
from trivet_tf.models import TFRemBertForSequenceClassification as TFRemBertForSequenceClassification
from trivet_tf.models import TFRemBertForTokenClassification as TFRemBertForTokenClassification
from trivet_tf.models import TFRemBertMainLayer as TFRemBertMainLayer
from trivet_tf.models import TFRemBertModel as TFRemBertModel
from trivet_tf.models import TFRemBertPreTrainedModel as TFRemBertPreTrainedModel
