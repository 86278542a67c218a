# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.gemma import configuration_gemma as configuration_gemma
from trivet.models.gemma import modeling_flax_gemma as modeling_flax_gemma
from trivet.models.gemma import modeling_gemma as modeling_gemma
from trivet.models.gemma import modeling_tf_gemma as modeling_tf_gemma
from trivet_flax.models import FlaxGemmaForCausalLM as FlaxGemmaForCausalLM
from trivet_flax.models import FlaxGemmaForSequenceClassification as FlaxGemmaForSequenceClassification
from trivet_flax.models import FlaxGemmaForTokenClassification as FlaxGemmaForTokenClassification
from trivet_flax.models import FlaxGemmaModel as FlaxGemmaModel
from trivet_flax.models import FlaxGemmaPreTrainedModel as FlaxGemmaPreTrainedModel
from trivet.families.text.gemma import GemmaConfig as GemmaConfig
from trivet_torch.models import GemmaForCausalLM as GemmaForCausalLM
from trivet_torch.models import GemmaForSequenceClassification as GemmaForSequenceClassification
from trivet_torch.models import GemmaForTokenClassification as GemmaForTokenClassification
from trivet_torch.models import GemmaModel as GemmaModel
from trivet_torch.models import GemmaPreTrainedModel as GemmaPreTrainedModel
from trivet_tf.models import TFGemmaForCausalLM as TFGemmaForCausalLM
from trivet_tf.models import TFGemmaForSequenceClassification as TFGemmaForSequenceClassification
from trivet_tf.models import TFGemmaForTokenClassification as TFGemmaForTokenClassification
from trivet_tf.models import TFGemmaMainLayer as TFGemmaMainLayer
from trivet_tf.models import TFGemmaModel as TFGemmaModel
from trivet_tf.models import TFGemmaPreTrainedModel as TFGemmaPreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
