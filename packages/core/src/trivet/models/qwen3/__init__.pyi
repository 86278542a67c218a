# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.qwen3 import configuration_qwen3 as configuration_qwen3
from trivet.models.qwen3 import modeling_flax_qwen3 as modeling_flax_qwen3
from trivet.models.qwen3 import modeling_qwen3 as modeling_qwen3
from trivet.models.qwen3 import modeling_tf_qwen3 as modeling_tf_qwen3
from trivet_flax.models import FlaxQwen3ForCausalLM as FlaxQwen3ForCausalLM
from trivet_flax.models import FlaxQwen3ForQuestionAnswering as FlaxQwen3ForQuestionAnswering
from trivet_flax.models import FlaxQwen3ForSequenceClassification as FlaxQwen3ForSequenceClassification
from trivet_flax.models import FlaxQwen3ForTokenClassification as FlaxQwen3ForTokenClassification
from trivet_flax.models import FlaxQwen3Model as FlaxQwen3Model
from trivet_flax.models import FlaxQwen3PreTrainedModel as FlaxQwen3PreTrainedModel
from trivet.families.text.qwen3 import Qwen3Config as Qwen3Config
from trivet_torch.models import Qwen3ForCausalLM as Qwen3ForCausalLM
from trivet_torch.models import Qwen3ForQuestionAnswering as Qwen3ForQuestionAnswering
from trivet_torch.models import Qwen3ForSequenceClassification as Qwen3ForSequenceClassification
from trivet_torch.models import Qwen3ForTokenClassification as Qwen3ForTokenClassification
from trivet_torch.models import Qwen3Model as Qwen3Model
from trivet_torch.models import Qwen3PreTrainedModel as Qwen3PreTrainedModel
from trivet_tf.models import TFQwen3ForCausalLM as TFQwen3ForCausalLM
from trivet_tf.models import TFQwen3ForQuestionAnswering as TFQwen3ForQuestionAnswering
from trivet_tf.models import TFQwen3ForSequenceClassification as TFQwen3ForSequenceClassification
from trivet_tf.models import TFQwen3ForTokenClassification as TFQwen3ForTokenClassification
from trivet_tf.models import TFQwen3MainLayer as TFQwen3MainLayer
from trivet_tf.models import TFQwen3Model as TFQwen3Model
from trivet_tf.models import TFQwen3PreTrainedModel as TFQwen3PreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
