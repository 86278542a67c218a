# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.granitemoe import configuration_granitemoe as configuration_granitemoe
from trivet.models.granitemoe import modeling_flax_granitemoe as modeling_flax_granitemoe
from trivet.models.granitemoe import modeling_granitemoe as modeling_granitemoe
from trivet.models.granitemoe import modeling_tf_granitemoe as modeling_tf_granitemoe
from trivet_flax.models import FlaxGraniteMoeForCausalLM as FlaxGraniteMoeForCausalLM
from trivet_flax.models import FlaxGraniteMoeModel as FlaxGraniteMoeModel
from trivet_flax.models import FlaxGraniteMoePreTrainedModel as FlaxGraniteMoePreTrainedModel
from trivet.families.text.granitemoe import GraniteMoeConfig as GraniteMoeConfig
from trivet_torch.models import GraniteMoeForCausalLM as GraniteMoeForCausalLM
from trivet_torch.models import GraniteMoeModel as GraniteMoeModel
from trivet_torch.models import GraniteMoePreTrainedModel as GraniteMoePreTrainedModel
from trivet_tf.models import TFGraniteMoeForCausalLM as TFGraniteMoeForCausalLM
from trivet_tf.models import TFGraniteMoeMainLayer as TFGraniteMoeMainLayer
from trivet_tf.models import TFGraniteMoeModel as TFGraniteMoeModel
from trivet_tf.models import TFGraniteMoePreTrainedModel as TFGraniteMoePreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
