# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.codegen import configuration_codegen as configuration_codegen
from trivet.models.codegen import modeling_codegen as modeling_codegen
from trivet.models.codegen import modeling_flax_codegen as modeling_flax_codegen
from trivet.models.codegen import modeling_tf_codegen as modeling_tf_codegen
from trivet.families.text.codegen import CodeGenConfig as CodeGenConfig
from trivet_torch.models import CodeGenForCausalLM as CodeGenForCausalLM
from trivet_torch.models import CodeGenModel as CodeGenModel
from trivet_torch.models import CodeGenPreTrainedModel as CodeGenPreTrainedModel
from trivet_flax.models import FlaxCodeGenForCausalLM as FlaxCodeGenForCausalLM
from trivet_flax.models import FlaxCodeGenModel as FlaxCodeGenModel
from trivet_flax.models import FlaxCodeGenPreTrainedModel as FlaxCodeGenPreTrainedModel
from trivet_tf.models import TFCodeGenForCausalLM as TFCodeGenForCausalLM
from trivet_tf.models import TFCodeGenMainLayer as TFCodeGenMainLayer
from trivet_tf.models import TFCodeGenModel as TFCodeGenModel
from trivet_tf.models import TFCodeGenPreTrainedModel as TFCodeGenPreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
