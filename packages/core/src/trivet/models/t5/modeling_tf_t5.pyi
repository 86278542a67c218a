# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFT5EncoderModel as TFT5EncoderModel
from trivet_tf.models import TFT5ForConditionalGeneration as TFT5ForConditionalGeneration
from trivet_tf.models import TFT5ForQuestionAnswering as TFT5ForQuestionAnswering
from trivet_tf.models import TFT5ForSequenceClassification as TFT5ForSequenceClassification
from trivet_tf.models import TFT5ForTokenClassification as TFT5ForTokenClassification
from trivet_tf.models import TFT5Model as TFT5Model
from trivet_tf.models import TFT5PreTrainedModel as TFT5PreTrainedModel
