# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFGPTBigCodeForCausalLM as TFGPTBigCodeForCausalLM
from trivet_tf.models import TFGPTBigCodeForSequenceClassification as TFGPTBigCodeForSequenceClassification
from trivet_tf.models import TFGPTBigCodeForTokenClassification as TFGPTBigCodeForTokenClassification
from trivet_tf.models import TFGPTBigCodeMainLayer as TFGPTBigCodeMainLayer
from trivet_tf.models import TFGPTBigCodeModel as TFGPTBigCodeModel
from trivet_tf.models import TFGPTBigCodePreTrainedModel as TFGPTBigCodePreTrainedModel
