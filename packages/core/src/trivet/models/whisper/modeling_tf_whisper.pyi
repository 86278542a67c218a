# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFWhisperForConditionalGeneration as TFWhisperForConditionalGeneration
from trivet_tf.models import TFWhisperModel as TFWhisperModel
from trivet_tf.models import TFWhisperPreTrainedModel as TFWhisperPreTrainedModel
