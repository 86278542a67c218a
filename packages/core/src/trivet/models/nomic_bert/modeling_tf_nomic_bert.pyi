# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFNomicBertForMaskedLM as TFNomicBertForMaskedLM
from trivet_tf.models import TFNomicBertForSequenceClassification as TFNomicBertForSequenceClassification
from trivet_tf.models import TFNomicBertForTokenClassification as TFNomicBertForTokenClassification
from trivet_tf.models import TFNomicBertMainLayer as TFNomicBertMainLayer
from trivet_tf.models import TFNomicBertModel as TFNomicBertModel
from trivet_tf.models import TFNomicBertPreTrainedModel as TFNomicBertPreTrainedModel
