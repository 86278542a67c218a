# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFXLMRobertaXLForCausalLM as TFXLMRobertaXLForCausalLM
from trivet_tf.models import TFXLMRobertaXLForMaskedLM as TFXLMRobertaXLForMaskedLM
from trivet_tf.models import TFXLMRobertaXLForMultipleChoice as TFXLMRobertaXLForMultipleChoice
from trivet_tf.models import TFXLMRobertaXLForQuestionAnswering as TFXLMRobertaXLForQuestionAnswering
from trivet_tf.models import TFXLMRobertaXLForSequenceClassification as TFXLMRobertaXLForSequenceClassification
from trivet_tf.models import TFXLMRobertaXLForTokenClassification as TFXLMRobertaXLForTokenClassification
from trivet_tf.models import TFXLMRobertaXLMainLayer as TFXLMRobertaXLMainLayer
from trivet_tf.models import TFXLMRobertaXLModel as TFXLMRobertaXLModel
from trivet_tf.models import TFXLMRobertaXLPreTrainedModel as TFXLMRobertaXLPreTrainedModel
