# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxCohereForCausalLM as FlaxCohereForCausalLM
from trivet_flax.models import FlaxCohereModel as FlaxCohereModel
from trivet_flax.models import FlaxCoherePreTrainedModel as FlaxCoherePreTrainedModel
from typing import Any
FlaxCohere2ForCausalLMModule: type[Any]
FlaxCohere2Module: type[Any]
FlaxCohereForCausalLMModule: type[Any]
FlaxCohereModule: type[Any]
