# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFBloomForCausalLM as TFBloomForCausalLM
from trivet_tf.models import TFBloomForQuestionAnswering as TFBloomForQuestionAnswering
from trivet_tf.models import TFBloomForSequenceClassification as TFBloomForSequenceClassification
from trivet_tf.models import TFBloomForTokenClassification as TFBloomForTokenClassification
from trivet_tf.models import TFBloomMainLayer as TFBloomMainLayer
from trivet_tf.models import TFBloomModel as TFBloomModel
from trivet_tf.models import TFBloomPreTrainedModel as TFBloomPreTrainedModel
