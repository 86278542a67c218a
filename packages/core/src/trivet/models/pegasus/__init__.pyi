# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.pegasus import configuration_pegasus as configuration_pegasus
from trivet.models.pegasus import modeling_flax_pegasus as modeling_flax_pegasus
from trivet.models.pegasus import modeling_pegasus as modeling_pegasus
from trivet.models.pegasus import modeling_tf_pegasus as modeling_tf_pegasus
from trivet_flax.models import FlaxPegasusDecoderPreTrainedModel as FlaxPegasusDecoderPreTrainedModel
from trivet_flax.models import FlaxPegasusForCausalLM as FlaxPegasusForCausalLM
from trivet_flax.models import FlaxPegasusForConditionalGeneration as FlaxPegasusForConditionalGeneration
from trivet_flax.models import FlaxPegasusModel as FlaxPegasusModel
from trivet_flax.models import FlaxPegasusPreTrainedModel as FlaxPegasusPreTrainedModel
from trivet.families.text.pegasus import PegasusConfig as PegasusConfig
from trivet_torch.models import PegasusForCausalLM as PegasusForCausalLM
from trivet_torch.models import PegasusForConditionalGeneration as PegasusForConditionalGeneration
from trivet_torch.models import PegasusModel as PegasusModel
from trivet_torch.models import PegasusPreTrainedModel as PegasusPreTrainedModel
from trivet_tf.models import TFPegasusForCausalLM as TFPegasusForCausalLM
from trivet_tf.models import TFPegasusForConditionalGeneration as TFPegasusForConditionalGeneration
from trivet_tf.models import TFPegasusModel as TFPegasusModel
from trivet_tf.models import TFPegasusPreTrainedModel as TFPegasusPreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
