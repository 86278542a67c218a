# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFPhiForCausalLM as TFPhiForCausalLM
from trivet_tf.models import TFPhiForSequenceClassification as TFPhiForSequenceClassification
from trivet_tf.models import TFPhiForTokenClassification as TFPhiForTokenClassification
from trivet_tf.models import TFPhiMainLayer as TFPhiMainLayer
from trivet_tf.models import TFPhiModel as TFPhiModel
from trivet_tf.models import TFPhiPreTrainedModel as TFPhiPreTrainedModel
