# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.gemma3_text import configuration_gemma3_text as configuration_gemma3_text
from trivet.models.gemma3_text import modeling_flax_gemma3_text as modeling_flax_gemma3_text
from trivet.models.gemma3_text import modeling_gemma3_text as modeling_gemma3_text
from trivet.models.gemma3_text import modeling_tf_gemma3_text as modeling_tf_gemma3_text
from trivet_flax.models import FlaxGemma3ForCausalLM as FlaxGemma3ForCausalLM
from trivet_flax.models import FlaxGemma3PreTrainedModel as FlaxGemma3PreTrainedModel
from trivet_flax.models import FlaxGemma3TextForSequenceClassification as FlaxGemma3TextForSequenceClassification
from trivet_flax.models import FlaxGemma3TextModel as FlaxGemma3TextModel
from trivet_torch.models import Gemma3ForCausalLM as Gemma3ForCausalLM
from trivet_torch.models import Gemma3PreTrainedModel as Gemma3PreTrainedModel
from trivet.families.text.gemma3_text import Gemma3TextConfig as Gemma3TextConfig
from trivet_torch.models import Gemma3TextForSequenceClassification as Gemma3TextForSequenceClassification
from trivet_torch.models import Gemma3TextModel as Gemma3TextModel
from trivet_tf.models import TFGemma3ForCausalLM as TFGemma3ForCausalLM
from trivet_tf.models import TFGemma3MainLayer as TFGemma3MainLayer
from trivet_tf.models import TFGemma3PreTrainedModel as TFGemma3PreTrainedModel
from trivet_tf.models import TFGemma3TextForSequenceClassification as TFGemma3TextForSequenceClassification
from trivet_tf.models import TFGemma3TextModel as TFGemma3TextModel
from typing import Any
def __getattr__(name: str) -> Any: ...
