# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFGlmForCausalLM as TFGlmForCausalLM
from trivet_tf.models import TFGlmForSequenceClassification as TFGlmForSequenceClassification
from trivet_tf.models import TFGlmForTokenClassification as TFGlmForTokenClassification
from trivet_tf.models import TFGlmMainLayer as TFGlmMainLayer
from trivet_tf.models import TFGlmModel as TFGlmModel
from trivet_tf.models import TFGlmPreTrainedModel as TFGlmPreTrainedModel
