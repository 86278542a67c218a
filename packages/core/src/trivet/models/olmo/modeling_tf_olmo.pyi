# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFOlmoForCausalLM as TFOlmoForCausalLM
from trivet_tf.models import TFOlmoForSequenceClassification as TFOlmoForSequenceClassification
from trivet_tf.models import TFOlmoMainLayer as TFOlmoMainLayer
from trivet_tf.models import TFOlmoModel as TFOlmoModel
from trivet_tf.models import TFOlmoPreTrainedModel as TFOlmoPreTrainedModel
