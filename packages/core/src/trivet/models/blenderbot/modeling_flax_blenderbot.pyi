# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxBlenderbotDecoderPreTrainedModel as FlaxBlenderbotDecoderPreTrainedModel
from trivet_flax.models import FlaxBlenderbotForCausalLM as FlaxBlenderbotForCausalLM
from trivet_flax.models import FlaxBlenderbotForConditionalGeneration as FlaxBlenderbotForConditionalGeneration
from trivet_flax.models import FlaxBlenderbotModel as FlaxBlenderbotModel
from trivet_flax.models import FlaxBlenderbotPreTrainedModel as FlaxBlenderbotPreTrainedModel
from typing import Any
FlaxBlenderbotDecoderModule: type[Any]
FlaxBlenderbotForCausalLMModule: type[Any]
FlaxBlenderbotForConditionalGenerationModule: type[Any]
FlaxBlenderbotModule: type[Any]
FlaxBlenderbotSmallDecoderModule: type[Any]
FlaxBlenderbotSmallForCausalLMModule: type[Any]
FlaxBlenderbotSmallForConditionalGenerationModule: type[Any]
FlaxBlenderbotSmallModule: type[Any]
