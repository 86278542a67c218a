# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFGPTNeoXForCausalLM as TFGPTNeoXForCausalLM
from trivet_tf.models import TFGPTNeoXForQuestionAnswering as TFGPTNeoXForQuestionAnswering
from trivet_tf.models import TFGPTNeoXForSequenceClassification as TFGPTNeoXForSequenceClassification
from trivet_tf.models import TFGPTNeoXForTokenClassification as TFGPTNeoXForTokenClassification
from trivet_tf.models import TFGPTNeoXMainLayer as TFGPTNeoXMainLayer
from trivet_tf.models import TFGPTNeoXModel as TFGPTNeoXModel
from trivet_tf.models import TFGPTNeoXPreTrainedModel as TFGPTNeoXPreTrainedModel
