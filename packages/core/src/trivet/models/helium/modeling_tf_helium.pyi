# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFHeliumForCausalLM as TFHeliumForCausalLM
from trivet_tf.models import TFHeliumForSequenceClassification as TFHeliumForSequenceClassification
from trivet_tf.models import TFHeliumForTokenClassification as TFHeliumForTokenClassification
from trivet_tf.models import TFHeliumMainLayer as TFHeliumMainLayer
from trivet_tf.models import TFHeliumModel as TFHeliumModel
from trivet_tf.models import TFHeliumPreTrainedModel as TFHeliumPreTrainedModel
