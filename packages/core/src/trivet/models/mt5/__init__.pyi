# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.mt5 import configuration_mt5 as configuration_mt5
from trivet.models.mt5 import modeling_flax_mt5 as modeling_flax_mt5
from trivet.models.mt5 import modeling_mt5 as modeling_mt5
from trivet.models.mt5 import modeling_tf_mt5 as modeling_tf_mt5
from trivet_flax.models import FlaxMT5EncoderModel as FlaxMT5EncoderModel
from trivet_flax.models import FlaxMT5ForConditionalGeneration as FlaxMT5ForConditionalGeneration
from trivet_flax.models import FlaxMT5ForQuestionAnswering as FlaxMT5ForQuestionAnswering
from trivet_flax.models import FlaxMT5ForSequenceClassification as FlaxMT5ForSequenceClassification
from trivet_flax.models import FlaxMT5ForTokenClassification as FlaxMT5ForTokenClassification
from trivet_flax.models import FlaxMT5Model as FlaxMT5Model
from trivet_flax.models import FlaxMT5PreTrainedModel as FlaxMT5PreTrainedModel
from trivet.families.text.mt5 import MT5Config as MT5Config
from trivet_torch.models import MT5EncoderModel as MT5EncoderModel
from trivet_torch.models import MT5ForConditionalGeneration as MT5ForConditionalGeneration
from trivet_torch.models import MT5ForQuestionAnswering as MT5ForQuestionAnswering
from trivet_torch.models import MT5ForSequenceClassification as MT5ForSequenceClassification
from trivet_torch.models import MT5ForTokenClassification as MT5ForTokenClassification
from trivet_torch.models import MT5Model as MT5Model
from trivet_torch.models import MT5PreTrainedModel as MT5PreTrainedModel
from trivet_tf.models import TFMT5EncoderModel as TFMT5EncoderModel
from trivet_tf.models import TFMT5ForConditionalGeneration as TFMT5ForConditionalGeneration
from trivet_tf.models import TFMT5ForQuestionAnswering as TFMT5ForQuestionAnswering
from trivet_tf.models import TFMT5ForSequenceClassification as TFMT5ForSequenceClassification
from trivet_tf.models import TFMT5ForTokenClassification as TFMT5ForTokenClassification
from trivet_tf.models import TFMT5Model as TFMT5Model
from trivet_tf.models import TFMT5PreTrainedModel as TFMT5PreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
