# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxGraniteForCausalLM as FlaxGraniteForCausalLM
from trivet_flax.models import FlaxGraniteModel as FlaxGraniteModel
from trivet_flax.models import FlaxGranitePreTrainedModel as FlaxGranitePreTrainedModel
from typing import Any
FlaxGraniteForCausalLMModule: type[Any]
FlaxGraniteModule: type[Any]
FlaxGraniteMoeForCausalLMModule: type[Any]
FlaxGraniteMoeModule: type[Any]
