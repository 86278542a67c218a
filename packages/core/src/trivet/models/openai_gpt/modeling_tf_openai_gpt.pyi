# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFOpenAIGPTDoubleHeadsModel as TFOpenAIGPTDoubleHeadsModel
from trivet_tf.models import TFOpenAIGPTForSequenceClassification as TFOpenAIGPTForSequenceClassification
from trivet_tf.models import TFOpenAIGPTLMHeadModel as TFOpenAIGPTLMHeadModel
from trivet_tf.models import TFOpenAIGPTMainLayer as TFOpenAIGPTMainLayer
from trivet_tf.models import TFOpenAIGPTModel as TFOpenAIGPTModel
from trivet_tf.models import TFOpenAIGPTPreTrainedModel as TFOpenAIGPTPreTrainedModel
