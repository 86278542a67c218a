# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFBartForCausalLM as TFBartForCausalLM
from trivet_tf.models import TFBartForConditionalGeneration as TFBartForConditionalGeneration
from trivet_tf.models import TFBartForQuestionAnswering as TFBartForQuestionAnswering
from trivet_tf.models import TFBartForSequenceClassification as TFBartForSequenceClassification
from trivet_tf.models import TFBartModel as TFBartModel
from trivet_tf.models import TFBartPreTrainedModel as TFBartPreTrainedModel
