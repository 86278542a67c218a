# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.xglm import configuration_xglm as configuration_xglm
from trivet.models.xglm import modeling_flax_xglm as modeling_flax_xglm
from trivet.models.xglm import modeling_tf_xglm as modeling_tf_xglm
from trivet.models.xglm import modeling_xglm as modeling_xglm
from trivet_flax.models import FlaxXGLMForCausalLM as FlaxXGLMForCausalLM
from trivet_flax.models import FlaxXGLMModel as FlaxXGLMModel
from trivet_flax.models import FlaxXGLMPreTrainedModel as FlaxXGLMPreTrainedModel
from trivet_tf.models import TFXGLMForCausalLM as TFXGLMForCausalLM
from trivet_tf.models import TFXGLMMainLayer as TFXGLMMainLayer
from trivet_tf.models import TFXGLMModel as TFXGLMModel
from trivet_tf.models import TFXGLMPreTrainedModel as TFXGLMPreTrainedModel
from trivet.families.text.xglm import XGLMConfig as XGLMConfig
from trivet_torch.models import XGLMForCausalLM as XGLMForCausalLM
from trivet_torch.models import XGLMModel as XGLMModel
from trivet_torch.models import XGLMPreTrainedModel as XGLMPreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
