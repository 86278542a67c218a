# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFMBartForCausalLM as TFMBartForCausalLM
from trivet_tf.models import TFMBartForConditionalGeneration as TFMBartForConditionalGeneration
from trivet_tf.models import TFMBartForQuestionAnswering as TFMBartForQuestionAnswering
from trivet_tf.models import TFMBartForSequenceClassification as TFMBartForSequenceClassification
from trivet_tf.models import TFMBartModel as TFMBartModel
from trivet_tf.models import TFMBartPreTrainedModel as TFMBartPreTrainedModel
