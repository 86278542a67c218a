# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFSmolLM3ForCausalLM as TFSmolLM3ForCausalLM
from trivet_tf.models import TFSmolLM3ForQuestionAnswering as TFSmolLM3ForQuestionAnswering
from trivet_tf.models import TFSmolLM3ForSequenceClassification as TFSmolLM3ForSequenceClassification
from trivet_tf.models import TFSmolLM3ForTokenClassification as TFSmolLM3ForTokenClassification
from trivet_tf.models import TFSmolLM3MainLayer as TFSmolLM3MainLayer
from trivet_tf.models import TFSmolLM3Model as TFSmolLM3Model
from trivet_tf.models import TFSmolLM3PreTrainedModel as TFSmolLM3PreTrainedModel
