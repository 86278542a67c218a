# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFGemma3ForCausalLM as TFGemma3ForCausalLM
from trivet_tf.models import TFGemma3MainLayer as TFGemma3MainLayer
from trivet_tf.models import TFGemma3PreTrainedModel as TFGemma3PreTrainedModel
from trivet_tf.models import TFGemma3TextForSequenceClassification as TFGemma3TextForSequenceClassification
from trivet_tf.models import TFGemma3TextModel as TFGemma3TextModel
