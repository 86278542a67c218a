# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFXLMRobertaForCausalLM as TFXLMRobertaForCausalLM
from trivet_tf.models import TFXLMRobertaForMaskedLM as TFXLMRobertaForMaskedLM
from trivet_tf.models import TFXLMRobertaForMultipleChoice as TFXLMRobertaForMultipleChoice
from trivet_tf.models import TFXLMRobertaForQuestionAnswering as TFXLMRobertaForQuestionAnswering
from trivet_tf.models import TFXLMRobertaForSequenceClassification as TFXLMRobertaForSequenceClassification
from trivet_tf.models import TFXLMRobertaForTokenClassification as TFXLMRobertaForTokenClassification
from trivet_tf.models import TFXLMRobertaMainLayer as TFXLMRobertaMainLayer
from trivet_tf.models import TFXLMRobertaModel as TFXLMRobertaModel
from trivet_tf.models import TFXLMRobertaPreTrainedModel as TFXLMRobertaPreTrainedModel
