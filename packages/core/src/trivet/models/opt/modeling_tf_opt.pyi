# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFOPTForCausalLM as TFOPTForCausalLM
from trivet_tf.models import TFOPTForQuestionAnswering as TFOPTForQuestionAnswering
from trivet_tf.models import TFOPTForSequenceClassification as TFOPTForSequenceClassification
from trivet_tf.models import TFOPTMainLayer as TFOPTMainLayer
from trivet_tf.models import TFOPTModel as TFOPTModel
from trivet_tf.models import TFOPTPreTrainedModel as TFOPTPreTrainedModel
