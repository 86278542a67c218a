# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFLlamaForCausalLM as TFLlamaForCausalLM
from trivet_tf.models import TFLlamaForQuestionAnswering as TFLlamaForQuestionAnswering
from trivet_tf.models import TFLlamaForSequenceClassification as TFLlamaForSequenceClassification
from trivet_tf.models import TFLlamaForTokenClassification as TFLlamaForTokenClassification
from trivet_tf.models import TFLlamaMainLayer as TFLlamaMainLayer
from trivet_tf.models import TFLlamaModel as TFLlamaModel
from trivet_tf.models import TFLlamaPreTrainedModel as TFLlamaPreTrainedModel
