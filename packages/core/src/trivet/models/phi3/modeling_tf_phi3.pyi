# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFPhi3ForCausalLM as TFPhi3ForCausalLM
from trivet_tf.models import TFPhi3ForSequenceClassification as TFPhi3ForSequenceClassification
from trivet_tf.models import TFPhi3ForTokenClassification as TFPhi3ForTokenClassification
from trivet_tf.models import TFPhi3MainLayer as TFPhi3MainLayer
from trivet_tf.models import TFPhi3Model as TFPhi3Model
from trivet_tf.models import TFPhi3PreTrainedModel as TFPhi3PreTrainedModel
