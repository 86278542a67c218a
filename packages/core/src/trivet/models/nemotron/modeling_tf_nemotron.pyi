# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFNemotronForCausalLM as TFNemotronForCausalLM
from trivet_tf.models import TFNemotronForQuestionAnswering as TFNemotronForQuestionAnswering
from trivet_tf.models import TFNemotronForSequenceClassification as TFNemotronForSequenceClassification
from trivet_tf.models import TFNemotronForTokenClassification as TFNemotronForTokenClassification
from trivet_tf.models import TFNemotronMainLayer as TFNemotronMainLayer
from trivet_tf.models import TFNemotronModel as TFNemotronModel
from trivet_tf.models import TFNemotronPreTrainedModel as TFNemotronPreTrainedModel
