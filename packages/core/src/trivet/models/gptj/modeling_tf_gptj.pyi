# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFGPTJForCausalLM as TFGPTJForCausalLM
from trivet_tf.models import TFGPTJForQuestionAnswering as TFGPTJForQuestionAnswering
from trivet_tf.models import TFGPTJForSequenceClassification as TFGPTJForSequenceClassification
from trivet_tf.models import TFGPTJMainLayer as TFGPTJMainLayer
from trivet_tf.models import TFGPTJModel as TFGPTJModel
from trivet_tf.models import TFGPTJPreTrainedModel as TFGPTJPreTrainedModel
