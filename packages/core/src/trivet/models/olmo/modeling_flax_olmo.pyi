# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxOlmoForCausalLM as FlaxOlmoForCausalLM
from trivet_flax.models import FlaxOlmoForSequenceClassification as FlaxOlmoForSequenceClassification
from trivet_flax.models import FlaxOlmoModel as FlaxOlmoModel
from trivet_flax.models import FlaxOlmoPreTrainedModel as FlaxOlmoPreTrainedModel
from typing import Any
FlaxOlmo2ForCausalLMModule: type[Any]
FlaxOlmo2ForSequenceClassificationModule: type[Any]
FlaxOlmo2Module: type[Any]
FlaxOlmo3ForCausalLMModule: type[Any]
FlaxOlmo3ForSequenceClassificationModule: type[Any]
FlaxOlmo3Module: type[Any]
FlaxOlmoForCausalLMModule: type[Any]
FlaxOlmoForSequenceClassificationModule: type[Any]
FlaxOlmoModule: type[Any]
FlaxOlmoeForCausalLMModule: type[Any]
FlaxOlmoeModule: type[Any]
