# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.granite import configuration_granite as configuration_granite
from trivet.models.granite import modeling_flax_granite as modeling_flax_granite
from trivet.models.granite import modeling_granite as modeling_granite
from trivet.models.granite import modeling_tf_granite as modeling_tf_granite
from trivet_flax.models import FlaxGraniteForCausalLM as FlaxGraniteForCausalLM
from trivet_flax.models import FlaxGraniteModel as FlaxGraniteModel
from trivet_flax.models import FlaxGranitePreTrainedModel as FlaxGranitePreTrainedModel
from trivet.families.text.granite import GraniteConfig as GraniteConfig
from trivet_torch.models import GraniteForCausalLM as GraniteForCausalLM
from trivet_torch.models import GraniteModel as GraniteModel
from trivet_torch.models import GranitePreTrainedModel as GranitePreTrainedModel
from trivet_tf.models import TFGraniteForCausalLM as TFGraniteForCausalLM
from trivet_tf.models import TFGraniteMainLayer as TFGraniteMainLayer
from trivet_tf.models import TFGraniteModel as TFGraniteModel
from trivet_tf.models import TFGranitePreTrainedModel as TFGranitePreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
