# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFOlmo3ForCausalLM as TFOlmo3ForCausalLM
from trivet_tf.models import TFOlmo3ForSequenceClassification as TFOlmo3ForSequenceClassification
from trivet_tf.models import TFOlmo3MainLayer as TFOlmo3MainLayer
from trivet_tf.models import TFOlmo3Model as TFOlmo3Model
from trivet_tf.models import TFOlmo3PreTrainedModel as TFOlmo3PreTrainedModel
