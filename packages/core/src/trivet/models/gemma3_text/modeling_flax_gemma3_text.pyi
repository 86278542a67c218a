# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxGemma3ForCausalLM as FlaxGemma3ForCausalLM
from trivet_flax.models import FlaxGemma3PreTrainedModel as FlaxGemma3PreTrainedModel
from trivet_flax.models import FlaxGemma3TextForSequenceClassification as FlaxGemma3TextForSequenceClassification
from trivet_flax.models import FlaxGemma3TextModel as FlaxGemma3TextModel
from typing import Any
FlaxGemma3ForCausalLMModule: type[Any]
FlaxGemma3Module: type[Any]
FlaxGemma3TextForSequenceClassificationModule: type[Any]
