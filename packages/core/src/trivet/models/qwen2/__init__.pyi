# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.qwen2 import configuration_qwen2 as configuration_qwen2
from trivet.models.qwen2 import modeling_flax_qwen2 as modeling_flax_qwen2
from trivet.models.qwen2 import modeling_qwen2 as modeling_qwen2
from trivet.models.qwen2 import modeling_tf_qwen2 as modeling_tf_qwen2
from trivet_flax.models import FlaxQwen2ForCausalLM as FlaxQwen2ForCausalLM
from trivet_flax.models import FlaxQwen2ForQuestionAnswering as FlaxQwen2ForQuestionAnswering
from trivet_flax.models import FlaxQwen2ForSequenceClassification as FlaxQwen2ForSequenceClassification
from trivet_flax.models import FlaxQwen2ForTokenClassification as FlaxQwen2ForTokenClassification
from trivet_flax.models import FlaxQwen2Model as FlaxQwen2Model
from trivet_flax.models import FlaxQwen2PreTrainedModel as FlaxQwen2PreTrainedModel
from trivet.families.text.qwen2 import Qwen2Config as Qwen2Config
from trivet_torch.models import Qwen2ForCausalLM as Qwen2ForCausalLM
from trivet_torch.models import Qwen2ForQuestionAnswering as Qwen2ForQuestionAnswering
from trivet_torch.models import Qwen2ForSequenceClassification as Qwen2ForSequenceClassification
from trivet_torch.models import Qwen2ForTokenClassification as Qwen2ForTokenClassification
from trivet_torch.models import Qwen2Model as Qwen2Model
from trivet_torch.models import Qwen2PreTrainedModel as Qwen2PreTrainedModel
from trivet_tf.models import TFQwen2ForCausalLM as TFQwen2ForCausalLM
from trivet_tf.models import TFQwen2ForQuestionAnswering as TFQwen2ForQuestionAnswering
from trivet_tf.models import TFQwen2ForSequenceClassification as TFQwen2ForSequenceClassification
from trivet_tf.models import TFQwen2ForTokenClassification as TFQwen2ForTokenClassification
from trivet_tf.models import TFQwen2MainLayer as TFQwen2MainLayer
from trivet_tf.models import TFQwen2Model as TFQwen2Model
from trivet_tf.models import TFQwen2PreTrainedModel as TFQwen2PreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
