# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFGemmaForCausalLM as TFGemmaForCausalLM
from trivet_tf.models import TFGemmaForSequenceClassification as TFGemmaForSequenceClassification
from trivet_tf.models import TFGemmaForTokenClassification as TFGemmaForTokenClassification
from trivet_tf.models import TFGemmaMainLayer as TFGemmaMainLayer
from trivet_tf.models import TFGemmaModel as TFGemmaModel
from trivet_tf.models import TFGemmaPreTrainedModel as TFGemmaPreTrainedModel
