# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.glm import configuration_glm as configuration_glm
from trivet.models.glm import modeling_flax_glm as modeling_flax_glm
from trivet.models.glm import modeling_glm as modeling_glm
from trivet.models.glm import modeling_tf_glm as modeling_tf_glm
from trivet_flax.models import FlaxGlmForCausalLM as FlaxGlmForCausalLM
from trivet_flax.models import FlaxGlmForSequenceClassification as FlaxGlmForSequenceClassification
from trivet_flax.models import FlaxGlmForTokenClassification as FlaxGlmForTokenClassification
from trivet_flax.models import FlaxGlmModel as FlaxGlmModel
from trivet_flax.models import FlaxGlmPreTrainedModel as FlaxGlmPreTrainedModel
from trivet.families.text.glm import GlmConfig as GlmConfig
from trivet_torch.models import GlmForCausalLM as GlmForCausalLM
from trivet_torch.models import GlmForSequenceClassification as GlmForSequenceClassification
from trivet_torch.models import GlmForTokenClassification as GlmForTokenClassification
from trivet_torch.models import GlmModel as GlmModel
from trivet_torch.models import GlmPreTrainedModel as GlmPreTrainedModel
from trivet_tf.models import TFGlmForCausalLM as TFGlmForCausalLM
from trivet_tf.models import TFGlmForSequenceClassification as TFGlmForSequenceClassification
from trivet_tf.models import TFGlmForTokenClassification as TFGlmForTokenClassification
from trivet_tf.models import TFGlmMainLayer as TFGlmMainLayer
from trivet_tf.models import TFGlmModel as TFGlmModel
from trivet_tf.models import TFGlmPreTrainedModel as TFGlmPreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
