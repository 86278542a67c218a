# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFGlm4ForCausalLM as TFGlm4ForCausalLM
from trivet_tf.models import TFGlm4ForSequenceClassification as TFGlm4ForSequenceClassification
from trivet_tf.models import TFGlm4ForTokenClassification as TFGlm4ForTokenClassification
from trivet_tf.models import TFGlm4MainLayer as TFGlm4MainLayer
from trivet_tf.models import TFGlm4Model as TFGlm4Model
from trivet_tf.models import TFGlm4PreTrainedModel as TFGlm4PreTrainedModel
