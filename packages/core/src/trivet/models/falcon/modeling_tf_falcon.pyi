# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFFalconForCausalLM as TFFalconForCausalLM
from trivet_tf.models import TFFalconForQuestionAnswering as TFFalconForQuestionAnswering
from trivet_tf.models import TFFalconForSequenceClassification as TFFalconForSequenceClassification
from trivet_tf.models import TFFalconForTokenClassification as TFFalconForTokenClassification
from trivet_tf.models import TFFalconMainLayer as TFFalconMainLayer
from trivet_tf.models import TFFalconModel as TFFalconModel
from trivet_tf.models import TFFalconPreTrainedModel as TFFalconPreTrainedModel
