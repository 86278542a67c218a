# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFMT5EncoderModel as TFMT5EncoderModel
from trivet_tf.models import TFMT5ForConditionalGeneration as TFMT5ForConditionalGeneration
from trivet_tf.models import TFMT5ForQuestionAnswering as TFMT5ForQuestionAnswering
from trivet_tf.models import TFMT5ForSequenceClassification as TFMT5ForSequenceClassification
from trivet_tf.models import TFMT5ForTokenClassification as TFMT5ForTokenClassification
from trivet_tf.models import TFMT5Model as TFMT5Model
from trivet_tf.models import TFMT5PreTrainedModel as TFMT5PreTrainedModel
