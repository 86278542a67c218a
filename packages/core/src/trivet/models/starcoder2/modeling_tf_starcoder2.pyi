# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFStarcoder2ForCausalLM as TFStarcoder2ForCausalLM
from trivet_tf.models import TFStarcoder2ForSequenceClassification as TFStarcoder2ForSequenceClassification
from trivet_tf.models import TFStarcoder2ForTokenClassification as TFStarcoder2ForTokenClassification
from trivet_tf.models import TFStarcoder2MainLayer as TFStarcoder2MainLayer
from trivet_tf.models import TFStarcoder2Model as TFStarcoder2Model
from trivet_tf.models import TFStarcoder2PreTrainedModel as TFStarcoder2PreTrainedModel
