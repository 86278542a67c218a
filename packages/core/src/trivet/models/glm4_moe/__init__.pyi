# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.glm4_moe import configuration_glm4_moe as configuration_glm4_moe
from trivet.models.glm4_moe import modeling_flax_glm4_moe as modeling_flax_glm4_moe
from trivet.models.glm4_moe import modeling_glm4_moe as modeling_glm4_moe
from trivet.models.glm4_moe import modeling_tf_glm4_moe as modeling_tf_glm4_moe
from trivet_flax.models import FlaxGlm4MoeForCausalLM as FlaxGlm4MoeForCausalLM
from trivet_flax.models import FlaxGlm4MoeModel as FlaxGlm4MoeModel
from trivet_flax.models import FlaxGlm4MoePreTrainedModel as FlaxGlm4MoePreTrainedModel
from trivet.families.text.glm4_moe import Glm4MoeConfig as Glm4MoeConfig
from trivet_torch.models import Glm4MoeForCausalLM as Glm4MoeForCausalLM
from trivet_torch.models import Glm4MoeModel as Glm4MoeModel
from trivet_torch.models import Glm4MoePreTrainedModel as Glm4MoePreTrainedModel
from trivet_tf.models import TFGlm4MoeForCausalLM as TFGlm4MoeForCausalLM
from trivet_tf.models import TFGlm4MoeMainLayer as TFGlm4MoeMainLayer
from trivet_tf.models import TFGlm4MoeModel as TFGlm4MoeModel
from trivet_tf.models import TFGlm4MoePreTrainedModel as TFGlm4MoePreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
