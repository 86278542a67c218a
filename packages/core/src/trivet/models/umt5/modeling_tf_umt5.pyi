# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFUMT5EncoderModel as TFUMT5EncoderModel
from trivet_tf.models import TFUMT5ForConditionalGeneration as TFUMT5ForConditionalGeneration
from trivet_tf.models import TFUMT5ForQuestionAnswering as TFUMT5ForQuestionAnswering
from trivet_tf.models import TFUMT5ForSequenceClassification as TFUMT5ForSequenceClassification
from trivet_tf.models import TFUMT5ForTokenClassification as TFUMT5ForTokenClassification
from trivet_tf.models import TFUMT5Model as TFUMT5Model
from trivet_tf.models import TFUMT5PreTrainedModel as TFUMT5PreTrainedModel
