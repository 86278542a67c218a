# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFErnieForCausalLM as TFErnieForCausalLM
from trivet_tf.models import TFErnieForMaskedLM as TFErnieForMaskedLM
from trivet_tf.models import TFErnieForMultipleChoice as TFErnieForMultipleChoice
from trivet_tf.models import TFErnieForNextSentencePrediction as TFErnieForNextSentencePrediction
from trivet_tf.models import TFErnieForPreTraining as TFErnieForPreTraining
from trivet_tf.models import TFErnieForQuestionAnswering as TFErnieForQuestionAnswering
from trivet_tf.models import TFErnieForSequenceClassification as TFErnieForSequenceClassification
from trivet_tf.models import TFErnieForTokenClassification as TFErnieForTokenClassification
from trivet_tf.models import TFErnieMainLayer as TFErnieMainLayer
from trivet_tf.models import TFErnieModel as TFErnieModel
from trivet_tf.models import TFErniePreTrainedModel as TFErniePreTrainedModel
