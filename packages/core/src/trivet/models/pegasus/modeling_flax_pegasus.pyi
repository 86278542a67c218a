# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxPegasusDecoderPreTrainedModel as FlaxPegasusDecoderPreTrainedModel
from trivet_flax.models import FlaxPegasusForCausalLM as FlaxPegasusForCausalLM
from trivet_flax.models import FlaxPegasusForConditionalGeneration as FlaxPegasusForConditionalGeneration
from trivet_flax.models import FlaxPegasusModel as FlaxPegasusModel
from trivet_flax.models import FlaxPegasusPreTrainedModel as FlaxPegasusPreTrainedModel
from typing import Any
FlaxPegasusDecoderModule: type[Any]
FlaxPegasusForCausalLMModule: type[Any]
FlaxPegasusForConditionalGenerationModule: type[Any]
FlaxPegasusModule: type[Any]
