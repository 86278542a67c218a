# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFArceeForCausalLM as TFArceeForCausalLM
from trivet_tf.models import TFArceeForQuestionAnswering as TFArceeForQuestionAnswering
from trivet_tf.models import TFArceeForSequenceClassification as TFArceeForSequenceClassification
from trivet_tf.models import TFArceeForTokenClassification as TFArceeForTokenClassification
from trivet_tf.models import TFArceeMainLayer as TFArceeMainLayer
from trivet_tf.models import TFArceeModel as TFArceeModel
from trivet_tf.models import TFArceePreTrainedModel as TFArceePreTrainedModel
