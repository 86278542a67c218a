# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFGPT2DoubleHeadsModel as TFGPT2DoubleHeadsModel
from trivet_tf.models import TFGPT2ForQuestionAnswering as TFGPT2ForQuestionAnswering
from trivet_tf.models import TFGPT2ForSequenceClassification as TFGPT2ForSequenceClassification
from trivet_tf.models import TFGPT2ForTokenClassification as TFGPT2ForTokenClassification
from trivet_tf.models import TFGPT2LMHeadModel as TFGPT2LMHeadModel
from trivet_tf.models import TFGPT2MainLayer as TFGPT2MainLayer
from trivet_tf.models import TFGPT2Model as TFGPT2Model
from trivet_tf.models import TFGPT2PreTrainedModel as TFGPT2PreTrainedModel
