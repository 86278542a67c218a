# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFEuroBertForMaskedLM as TFEuroBertForMaskedLM
from trivet_tf.models import TFEuroBertForSequenceClassification as TFEuroBertForSequenceClassification
from trivet_tf.models import TFEuroBertForTokenClassification as TFEuroBertForTokenClassification
from trivet_tf.models import TFEuroBertMainLayer as TFEuroBertMainLayer
from trivet_tf.models import TFEuroBertModel as TFEuroBertModel
from trivet_tf.models import TFEuroBertPreTrainedModel as TFEuroBertPreTrainedModel
