# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.extras.activation_names import *
from trivet_tf.extras.own_layers import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.shards import *
from trivet_tf.heads.loss_mixins import TFCausalLanguageModelingLoss as TFCausalLanguageModelingLoss
from trivet_tf.heads.loss_mixins import TFMaskedLanguageModelingLoss as TFMaskedLanguageModelingLoss
from trivet_tf.heads.loss_mixins import TFMultipleChoiceLoss as TFMultipleChoiceLoss
from trivet_tf.heads.loss_mixins import TFNextSentencePredictionLoss as TFNextSentencePredictionLoss
from trivet_tf.model.pretrained import TFPreTrainedModel as TFPreTrainedModel
from trivet_tf.heads.loss_mixins import TFQuestionAnsweringLoss as TFQuestionAnsweringLoss
from trivet_tf.heads.loss_mixins import TFSequenceClassificationLoss as TFSequenceClassificationLoss
from trivet_tf.extras.own_layers import TFSequenceSummary as TFSequenceSummary
from trivet_tf.extras.own_layers import TFSharedEmbeddings as TFSharedEmbeddings
from trivet_tf.heads.loss_mixins import TFTokenClassificationLoss as TFTokenClassificationLoss
from trivet_tf.extras.helpers import shape_list as shape_list
