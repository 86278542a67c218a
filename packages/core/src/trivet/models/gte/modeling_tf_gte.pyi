# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFGteForMaskedLM as TFGteForMaskedLM
from trivet_tf.models import TFGteForSequenceClassification as TFGteForSequenceClassification
from trivet_tf.models import TFGteForTokenClassification as TFGteForTokenClassification
from trivet_tf.models import TFGteMainLayer as TFGteMainLayer
from trivet_tf.models import TFGteModel as TFGteModel
from trivet_tf.models import TFGtePreTrainedModel as TFGtePreTrainedModel
