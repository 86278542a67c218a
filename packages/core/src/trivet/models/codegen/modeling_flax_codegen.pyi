# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxCodeGenForCausalLM as FlaxCodeGenForCausalLM
from trivet_flax.models import FlaxCodeGenModel as FlaxCodeGenModel
from trivet_flax.models import FlaxCodeGenPreTrainedModel as FlaxCodeGenPreTrainedModel
from typing import Any
FlaxCodeGenForCausalLMModule: type[Any]
FlaxCodeGenModule: type[Any]
