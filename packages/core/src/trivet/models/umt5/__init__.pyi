# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.umt5 import configuration_umt5 as configuration_umt5
from trivet.models.umt5 import modeling_flax_umt5 as modeling_flax_umt5
from trivet.models.umt5 import modeling_tf_umt5 as modeling_tf_umt5
from trivet.models.umt5 import modeling_umt5 as modeling_umt5
from trivet_flax.models import FlaxUMT5EncoderModel as FlaxUMT5EncoderModel
from trivet_flax.models import FlaxUMT5ForConditionalGeneration as FlaxUMT5ForConditionalGeneration
from trivet_flax.models import FlaxUMT5ForQuestionAnswering as FlaxUMT5ForQuestionAnswering
from trivet_flax.models import FlaxUMT5ForSequenceClassification as FlaxUMT5ForSequenceClassification
from trivet_flax.models import FlaxUMT5ForTokenClassification as FlaxUMT5ForTokenClassification
from trivet_flax.models import FlaxUMT5Model as FlaxUMT5Model
from trivet_flax.models import FlaxUMT5PreTrainedModel as FlaxUMT5PreTrainedModel
from trivet_tf.models import TFUMT5EncoderModel as TFUMT5EncoderModel
from trivet_tf.models import TFUMT5ForConditionalGeneration as TFUMT5ForConditionalGeneration
from trivet_tf.models import TFUMT5ForQuestionAnswering as TFUMT5ForQuestionAnswering
from trivet_tf.models import TFUMT5ForSequenceClassification as TFUMT5ForSequenceClassification
from trivet_tf.models import TFUMT5ForTokenClassification as TFUMT5ForTokenClassification
from trivet_tf.models import TFUMT5Model as TFUMT5Model
from trivet_tf.models import TFUMT5PreTrainedModel as TFUMT5PreTrainedModel
from trivet.families.text.umt5 import UMT5Config as UMT5Config
from trivet_torch.models import UMT5EncoderModel as UMT5EncoderModel
from trivet_torch.models import UMT5ForConditionalGeneration as UMT5ForConditionalGeneration
from trivet_torch.models import UMT5ForQuestionAnswering as UMT5ForQuestionAnswering
from trivet_torch.models import UMT5ForSequenceClassification as UMT5ForSequenceClassification
from trivet_torch.models import UMT5ForTokenClassification as UMT5ForTokenClassification
from trivet_torch.models import UMT5Model as UMT5Model
from trivet_torch.models import UMT5PreTrainedModel as UMT5PreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
