# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxXGLMForCausalLM as FlaxXGLMForCausalLM
from trivet_flax.models import FlaxXGLMModel as FlaxXGLMModel
from trivet_flax.models import FlaxXGLMPreTrainedModel as FlaxXGLMPreTrainedModel
from typing import Any
FlaxXGLMForCausalLMModule: type[Any]
FlaxXGLMModule: type[Any]
