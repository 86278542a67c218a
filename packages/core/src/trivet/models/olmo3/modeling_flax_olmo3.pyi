# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxOlmo3ForCausalLM as FlaxOlmo3ForCausalLM
from trivet_flax.models import FlaxOlmo3ForSequenceClassification as FlaxOlmo3ForSequenceClassification
from trivet_flax.models import FlaxOlmo3Model as FlaxOlmo3Model
from trivet_flax.models import FlaxOlmo3PreTrainedModel as FlaxOlmo3PreTrainedModel
from typing import Any
FlaxOlmo3ForCausalLMModule: type[Any]
FlaxOlmo3ForSequenceClassificationModule: type[Any]
FlaxOlmo3Module: type[Any]
