# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFDebertaForMaskedLM as TFDebertaForMaskedLM
from trivet_tf.models import TFDebertaForQuestionAnswering as TFDebertaForQuestionAnswering
from trivet_tf.models import TFDebertaForSequenceClassification as TFDebertaForSequenceClassification
from trivet_tf.models import TFDebertaForTokenClassification as TFDebertaForTokenClassification
from trivet_tf.models import TFDebertaMainLayer as TFDebertaMainLayer
from trivet_tf.models import TFDebertaModel as TFDebertaModel
from trivet_tf.models import TFDebertaPreTrainedModel as TFDebertaPreTrainedModel
