# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFDebertaV2ForMaskedLM as TFDebertaV2ForMaskedLM
from trivet_tf.models import TFDebertaV2ForMultipleChoice as TFDebertaV2ForMultipleChoice
from trivet_tf.models import TFDebertaV2ForQuestionAnswering as TFDebertaV2ForQuestionAnswering
from trivet_tf.models import TFDebertaV2ForSequenceClassification as TFDebertaV2ForSequenceClassification
from trivet_tf.models import TFDebertaV2ForTokenClassification as TFDebertaV2ForTokenClassification
from trivet_tf.models import TFDebertaV2MainLayer as TFDebertaV2MainLayer
from trivet_tf.models import TFDebertaV2Model as TFDebertaV2Model
from trivet_tf.models import TFDebertaV2PreTrainedModel as TFDebertaV2PreTrainedModel
