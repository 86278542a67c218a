# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFMptForCausalLM as TFMptForCausalLM
from trivet_tf.models import TFMptForQuestionAnswering as TFMptForQuestionAnswering
from trivet_tf.models import TFMptForSequenceClassification as TFMptForSequenceClassification
from trivet_tf.models import TFMptForTokenClassification as TFMptForTokenClassification
from trivet_tf.models import TFMptMainLayer as TFMptMainLayer
from trivet_tf.models import TFMptModel as TFMptModel
from trivet_tf.models import TFMptPreTrainedModel as TFMptPreTrainedModel
