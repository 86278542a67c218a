# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFAlbertForMaskedLM as TFAlbertForMaskedLM
from trivet_tf.models import TFAlbertForMultipleChoice as TFAlbertForMultipleChoice
from trivet_tf.models import TFAlbertForPreTraining as TFAlbertForPreTraining
from trivet_tf.models import TFAlbertForQuestionAnswering as TFAlbertForQuestionAnswering
from trivet_tf.models import TFAlbertForSequenceClassification as TFAlbertForSequenceClassification
from trivet_tf.models import TFAlbertForTokenClassification as TFAlbertForTokenClassification
from trivet_tf.models import TFAlbertMainLayer as TFAlbertMainLayer
from trivet_tf.models import TFAlbertModel as TFAlbertModel
from trivet_tf.models import TFAlbertPreTrainedModel as TFAlbertPreTrainedModel
