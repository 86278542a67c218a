# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxGraniteMoeForCausalLM as FlaxGraniteMoeForCausalLM
from trivet_flax.models import FlaxGraniteMoeModel as FlaxGraniteMoeModel
from trivet_flax.models import FlaxGraniteMoePreTrainedModel as FlaxGraniteMoePreTrainedModel
from typing import Any
FlaxGraniteMoeForCausalLMModule: type[Any]
FlaxGraniteMoeModule: type[Any]
