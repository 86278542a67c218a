# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFPLBartForCausalLM as TFPLBartForCausalLM
from trivet_tf.models import TFPLBartForConditionalGeneration as TFPLBartForConditionalGeneration
from trivet_tf.models import TFPLBartForSequenceClassification as TFPLBartForSequenceClassification
from trivet_tf.models import TFPLBartModel as TFPLBartModel
from trivet_tf.models import TFPLBartPreTrainedModel as TFPLBartPreTrainedModel
