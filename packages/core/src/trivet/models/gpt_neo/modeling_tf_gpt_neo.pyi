# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFGPTNeoForCausalLM as TFGPTNeoForCausalLM
from trivet_tf.models import TFGPTNeoForQuestionAnswering as TFGPTNeoForQuestionAnswering
from trivet_tf.models import TFGPTNeoForSequenceClassification as TFGPTNeoForSequenceClassification
from trivet_tf.models import TFGPTNeoForTokenClassification as TFGPTNeoForTokenClassification
from trivet_tf.models import TFGPTNeoMainLayer as TFGPTNeoMainLayer
from trivet_tf.models import TFGPTNeoModel as TFGPTNeoModel
from trivet_tf.models import TFGPTNeoPreTrainedModel as TFGPTNeoPreTrainedModel
