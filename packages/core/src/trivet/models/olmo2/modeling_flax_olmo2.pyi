# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxOlmo2ForCausalLM as FlaxOlmo2ForCausalLM
from trivet_flax.models import FlaxOlmo2ForSequenceClassification as FlaxOlmo2ForSequenceClassification
from trivet_flax.models import FlaxOlmo2Model as FlaxOlmo2Model
from trivet_flax.models import FlaxOlmo2PreTrainedModel as FlaxOlmo2PreTrainedModel
from typing import Any
FlaxOlmo2ForCausalLMModule: type[Any]
FlaxOlmo2ForSequenceClassificationModule: type[Any]
FlaxOlmo2Module: type[Any]
