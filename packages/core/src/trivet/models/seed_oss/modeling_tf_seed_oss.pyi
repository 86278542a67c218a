# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFSeedOssForCausalLM as TFSeedOssForCausalLM
from trivet_tf.models import TFSeedOssForQuestionAnswering as TFSeedOssForQuestionAnswering
from trivet_tf.models import TFSeedOssForSequenceClassification as TFSeedOssForSequenceClassification
from trivet_tf.models import TFSeedOssForTokenClassification as TFSeedOssForTokenClassification
from trivet_tf.models import TFSeedOssMainLayer as TFSeedOssMainLayer
from trivet_tf.models import TFSeedOssModel as TFSeedOssModel
from trivet_tf.models import TFSeedOssPreTrainedModel as TFSeedOssPreTrainedModel
