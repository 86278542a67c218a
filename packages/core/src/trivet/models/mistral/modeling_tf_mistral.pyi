# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFMistralForCausalLM as TFMistralForCausalLM
from trivet_tf.models import TFMistralForQuestionAnswering as TFMistralForQuestionAnswering
from trivet_tf.models import TFMistralForSequenceClassification as TFMistralForSequenceClassification
from trivet_tf.models import TFMistralForTokenClassification as TFMistralForTokenClassification
from trivet_tf.models import TFMistralMainLayer as TFMistralMainLayer
from trivet_tf.models import TFMistralModel as TFMistralModel
from trivet_tf.models import TFMistralPreTrainedModel as TFMistralPreTrainedModel
