# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFStableLmForCausalLM as TFStableLmForCausalLM
from trivet_tf.models import TFStableLmForSequenceClassification as TFStableLmForSequenceClassification
from trivet_tf.models import TFStableLmForTokenClassification as TFStableLmForTokenClassification
from trivet_tf.models import TFStableLmMainLayer as TFStableLmMainLayer
from trivet_tf.models import TFStableLmModel as TFStableLmModel
from trivet_tf.models import TFStableLmPreTrainedModel as TFStableLmPreTrainedModel
