# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFLayoutLMForMaskedLM as TFLayoutLMForMaskedLM
from trivet_tf.models import TFLayoutLMForQuestionAnswering as TFLayoutLMForQuestionAnswering
from trivet_tf.models import TFLayoutLMForSequenceClassification as TFLayoutLMForSequenceClassification
from trivet_tf.models import TFLayoutLMForTokenClassification as TFLayoutLMForTokenClassification
from trivet_tf.models import TFLayoutLMMainLayer as TFLayoutLMMainLayer
from trivet_tf.models import TFLayoutLMModel as TFLayoutLMModel
from trivet_tf.models import TFLayoutLMPreTrainedModel as TFLayoutLMPreTrainedModel
