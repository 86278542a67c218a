# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxCohere2ForCausalLM as FlaxCohere2ForCausalLM
from trivet_flax.models import FlaxCohere2Model as FlaxCohere2Model
from trivet_flax.models import FlaxCohere2PreTrainedModel as FlaxCohere2PreTrainedModel
from typing import Any
FlaxCohere2ForCausalLMModule: type[Any]
FlaxCohere2Module: type[Any]
