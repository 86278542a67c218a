# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxOlmoeForCausalLM as FlaxOlmoeForCausalLM
from trivet_flax.models import FlaxOlmoeModel as FlaxOlmoeModel
from trivet_flax.models import FlaxOlmoePreTrainedModel as FlaxOlmoePreTrainedModel
from typing import Any
FlaxOlmoeForCausalLMModule: type[Any]
FlaxOlmoeModule: type[Any]
