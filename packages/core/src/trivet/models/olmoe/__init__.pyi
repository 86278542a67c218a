# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.olmoe import configuration_olmoe as configuration_olmoe
from trivet.models.olmoe import modeling_flax_olmoe as modeling_flax_olmoe
from trivet.models.olmoe import modeling_olmoe as modeling_olmoe
from trivet.models.olmoe import modeling_tf_olmoe as modeling_tf_olmoe
from trivet_flax.models import FlaxOlmoeForCausalLM as FlaxOlmoeForCausalLM
from trivet_flax.models import FlaxOlmoeModel as FlaxOlmoeModel
from trivet_flax.models import FlaxOlmoePreTrainedModel as FlaxOlmoePreTrainedModel
from trivet.families.text.olmoe import OlmoeConfig as OlmoeConfig
from trivet_torch.models import OlmoeForCausalLM as OlmoeForCausalLM
from trivet_torch.models import OlmoeModel as OlmoeModel
from trivet_torch.models import OlmoePreTrainedModel as OlmoePreTrainedModel
from trivet_tf.models import TFOlmoeForCausalLM as TFOlmoeForCausalLM
from trivet_tf.models import TFOlmoeMainLayer as TFOlmoeMainLayer
from trivet_tf.models import TFOlmoeModel as TFOlmoeModel
from trivet_tf.models import TFOlmoePreTrainedModel as TFOlmoePreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
