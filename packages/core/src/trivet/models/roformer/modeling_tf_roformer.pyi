# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFRoFormerForCausalLM as TFRoFormerForCausalLM
from trivet_tf.models import TFRoFormerForMaskedLM as TFRoFormerForMaskedLM
from trivet_tf.models import TFRoFormerForMultipleChoice as TFRoFormerForMultipleChoice
from trivet_tf.models import TFRoFormerForQuestionAnswering as TFRoFormerForQuestionAnswering
from trivet_tf.models import TFRoFormerForSequenceClassification as TFRoFormerForSequenceClassification
from trivet_tf.models import TFRoFormerForTokenClassification as TFRoFormerForTokenClassification
from trivet_tf.models import TFRoFormerMainLayer as TFRoFormerMainLayer
from trivet_tf.models import TFRoFormerModel as TFRoFormerModel
from trivet_tf.models import TFRoFormerPreTrainedModel as TFRoFormerPreTrainedModel
