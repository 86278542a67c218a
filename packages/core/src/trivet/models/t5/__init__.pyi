# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.t5 import configuration_t5 as configuration_t5
from trivet.models.t5 import modeling_flax_t5 as modeling_flax_t5
from trivet.models.t5 import modeling_t5 as modeling_t5
from trivet.models.t5 import modeling_tf_t5 as modeling_tf_t5
from trivet_flax.models import FlaxT5EncoderModel as FlaxT5EncoderModel
from trivet_flax.models import FlaxT5ForConditionalGeneration as FlaxT5ForConditionalGeneration
from trivet_flax.models import FlaxT5ForQuestionAnswering as FlaxT5ForQuestionAnswering
from trivet_flax.models import FlaxT5ForSequenceClassification as FlaxT5ForSequenceClassification
from trivet_flax.models import FlaxT5ForTokenClassification as FlaxT5ForTokenClassification
from trivet_flax.models import FlaxT5Model as FlaxT5Model
from trivet_flax.models import FlaxT5PreTrainedModel as FlaxT5PreTrainedModel
from trivet.families.text.t5 import T5Config as T5Config
from trivet_torch.models import T5EncoderModel as T5EncoderModel
from trivet_torch.models import T5ForConditionalGeneration as T5ForConditionalGeneration
from trivet_torch.models import T5ForQuestionAnswering as T5ForQuestionAnswering
from trivet_torch.models import T5ForSequenceClassification as T5ForSequenceClassification
from trivet_torch.models import T5ForTokenClassification as T5ForTokenClassification
from trivet_torch.models import T5Model as T5Model
from trivet_torch.models import T5PreTrainedModel as T5PreTrainedModel
from trivet_tf.models import TFT5EncoderModel as TFT5EncoderModel
from trivet_tf.models import TFT5ForConditionalGeneration as TFT5ForConditionalGeneration
from trivet_tf.models import TFT5ForQuestionAnswering as TFT5ForQuestionAnswering
from trivet_tf.models import TFT5ForSequenceClassification as TFT5ForSequenceClassification
from trivet_tf.models import TFT5ForTokenClassification as TFT5ForTokenClassification
from trivet_tf.models import TFT5Model as TFT5Model
from trivet_tf.models import TFT5PreTrainedModel as TFT5PreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
