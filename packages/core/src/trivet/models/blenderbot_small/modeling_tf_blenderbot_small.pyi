# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFBlenderbotSmallForCausalLM as TFBlenderbotSmallForCausalLM
from trivet_tf.models import TFBlenderbotSmallForConditionalGeneration as TFBlenderbotSmallForConditionalGeneration
from trivet_tf.models import TFBlenderbotSmallModel as TFBlenderbotSmallModel
from trivet_tf.models import TFBlenderbotSmallPreTrainedModel as TFBlenderbotSmallPreTrainedModel
