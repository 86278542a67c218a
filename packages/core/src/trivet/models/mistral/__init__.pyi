# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.mistral import configuration_mistral as configuration_mistral
from trivet.models.mistral import modeling_flax_mistral as modeling_flax_mistral
from trivet.models.mistral import modeling_mistral as modeling_mistral
from trivet.models.mistral import modeling_tf_mistral as modeling_tf_mistral
from trivet_flax.models import FlaxMistralForCausalLM as FlaxMistralForCausalLM
from trivet_flax.models import FlaxMistralForSequenceClassification as FlaxMistralForSequenceClassification
from trivet_flax.models import FlaxMistralForTokenClassification as FlaxMistralForTokenClassification
from trivet_flax.models import FlaxMistralModel as FlaxMistralModel
from trivet_flax.models import FlaxMistralPreTrainedModel as FlaxMistralPreTrainedModel
from trivet.families.text.mistral import MistralConfig as MistralConfig
from trivet_torch.models import MistralForCausalLM as MistralForCausalLM
from trivet_torch.models import MistralForSequenceClassification as MistralForSequenceClassification
from trivet_torch.models import MistralForTokenClassification as MistralForTokenClassification
from trivet_torch.models import MistralModel as MistralModel
from trivet_torch.models import MistralPreTrainedModel as MistralPreTrainedModel
from trivet_tf.models import TFMistralForCausalLM as TFMistralForCausalLM
from trivet_tf.models import TFMistralForSequenceClassification as TFMistralForSequenceClassification
from trivet_tf.models import TFMistralForTokenClassification as TFMistralForTokenClassification
from trivet_tf.models import TFMistralMainLayer as TFMistralMainLayer
from trivet_tf.models import TFMistralModel as TFMistralModel
from trivet_tf.models import TFMistralPreTrainedModel as TFMistralPreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
