# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFMixtralForCausalLM as TFMixtralForCausalLM
from trivet_tf.models import TFMixtralForQuestionAnswering as TFMixtralForQuestionAnswering
from trivet_tf.models import TFMixtralForSequenceClassification as TFMixtralForSequenceClassification
from trivet_tf.models import TFMixtralForTokenClassification as TFMixtralForTokenClassification
from trivet_tf.models import TFMixtralMainLayer as TFMixtralMainLayer
from trivet_tf.models import TFMixtralModel as TFMixtralModel
from trivet_tf.models import TFMixtralPreTrainedModel as TFMixtralPreTrainedModel
