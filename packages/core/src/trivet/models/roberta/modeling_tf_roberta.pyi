# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFRobertaForCausalLM as TFRobertaForCausalLM
from trivet_tf.models import TFRobertaForMaskedLM as TFRobertaForMaskedLM
from trivet_tf.models import TFRobertaForMultipleChoice as TFRobertaForMultipleChoice
from trivet_tf.models import TFRobertaForQuestionAnswering as TFRobertaForQuestionAnswering
from trivet_tf.models import TFRobertaForSequenceClassification as TFRobertaForSequenceClassification
from trivet_tf.models import TFRobertaForTokenClassification as TFRobertaForTokenClassification
from trivet_tf.models import TFRobertaMainLayer as TFRobertaMainLayer
from trivet_tf.models import TFRobertaModel as TFRobertaModel
from trivet_tf.models import TFRobertaPreTrainedModel as TFRobertaPreTrainedModel
