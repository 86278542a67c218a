# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_tf.model.outputs import *
from trivet_tf.extras.activation_names import *
from trivet_tf.extras.helpers import *
from trivet_tf.extras.own_layers import *
from trivet.families.outputs import *
from trivet_tf.models import TFJinaEmbeddingsV3ForMaskedLM as TFJinaEmbeddingsV3ForMaskedLM
from trivet_tf.models import TFJinaEmbeddingsV3ForQuestionAnswering as TFJinaEmbeddingsV3ForQuestionAnswering
from trivet_tf.models import TFJinaEmbeddingsV3ForSequenceClassification as TFJinaEmbeddingsV3ForSequenceClassification
from trivet_tf.models import TFJinaEmbeddingsV3ForTokenClassification as TFJinaEmbeddingsV3ForTokenClassification
from trivet_tf.models import TFJinaEmbeddingsV3MainLayer as TFJinaEmbeddingsV3MainLayer
from trivet_tf.models import TFJinaEmbeddingsV3Model as TFJinaEmbeddingsV3Model
from trivet_tf.models import TFJinaEmbeddingsV3PreTrainedModel as TFJinaEmbeddingsV3PreTrainedModel
