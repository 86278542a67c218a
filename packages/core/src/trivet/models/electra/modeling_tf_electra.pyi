# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFElectraForCausalLM as TFElectraForCausalLM
from trivet_tf.models import TFElectraForMaskedLM as TFElectraForMaskedLM
from trivet_tf.models import TFElectraForMultipleChoice as TFElectraForMultipleChoice
from trivet_tf.models import TFElectraForPreTraining as TFElectraForPreTraining
from trivet_tf.models import TFElectraForQuestionAnswering as TFElectraForQuestionAnswering
from trivet_tf.models import TFElectraForSequenceClassification as TFElectraForSequenceClassification
from trivet_tf.models import TFElectraForTokenClassification as TFElectraForTokenClassification
from trivet_tf.models import TFElectraMainLayer as TFElectraMainLayer
from trivet_tf.models import TFElectraModel as TFElectraModel
from trivet_tf.models import TFElectraPreTrainedModel as TFElectraPreTrainedModel
