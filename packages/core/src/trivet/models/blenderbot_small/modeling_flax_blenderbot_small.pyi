# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxBlenderbotSmallDecoderPreTrainedModel as FlaxBlenderbotSmallDecoderPreTrainedModel
from trivet_flax.models import FlaxBlenderbotSmallForCausalLM as FlaxBlenderbotSmallForCausalLM
from trivet_flax.models import FlaxBlenderbotSmallForConditionalGeneration as FlaxBlenderbotSmallForConditionalGeneration
from trivet_flax.models import FlaxBlenderbotSmallModel as FlaxBlenderbotSmallModel
from trivet_flax.models import FlaxBlenderbotSmallPreTrainedModel as FlaxBlenderbotSmallPreTrainedModel
from typing import Any
FlaxBlenderbotSmallDecoderModule: type[Any]
FlaxBlenderbotSmallForCausalLMModule: type[Any]
FlaxBlenderbotSmallForConditionalGenerationModule: type[Any]
FlaxBlenderbotSmallModule: type[Any]
