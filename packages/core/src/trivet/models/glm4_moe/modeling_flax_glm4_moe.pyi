# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxGlm4MoeForCausalLM as FlaxGlm4MoeForCausalLM
from trivet_flax.models import FlaxGlm4MoeModel as FlaxGlm4MoeModel
from trivet_flax.models import FlaxGlm4MoePreTrainedModel as FlaxGlm4MoePreTrainedModel
from typing import Any
FlaxGlm4MoeForCausalLMModule: type[Any]
FlaxGlm4MoeModule: type[Any]
