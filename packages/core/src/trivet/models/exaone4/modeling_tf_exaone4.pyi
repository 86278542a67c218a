# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFExaone4ForCausalLM as TFExaone4ForCausalLM
from trivet_tf.models import TFExaone4ForQuestionAnswering as TFExaone4ForQuestionAnswering
from trivet_tf.models import TFExaone4ForSequenceClassification as TFExaone4ForSequenceClassification
from trivet_tf.models import TFExaone4ForTokenClassification as TFExaone4ForTokenClassification
from trivet_tf.models import TFExaone4MainLayer as TFExaone4MainLayer
from trivet_tf.models import TFExaone4Model as TFExaone4Model
from trivet_tf.models import TFExaone4PreTrainedModel as TFExaone4PreTrainedModel
