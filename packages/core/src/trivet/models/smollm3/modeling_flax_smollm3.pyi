# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxSmolLM3ForCausalLM as FlaxSmolLM3ForCausalLM
from trivet_flax.models import FlaxSmolLM3ForQuestionAnswering as FlaxSmolLM3ForQuestionAnswering
from trivet_flax.models import FlaxSmolLM3ForSequenceClassification as FlaxSmolLM3ForSequenceClassification
from trivet_flax.models import FlaxSmolLM3ForTokenClassification as FlaxSmolLM3ForTokenClassification
from trivet_flax.models import FlaxSmolLM3Model as FlaxSmolLM3Model
from trivet_flax.models import FlaxSmolLM3PreTrainedModel as FlaxSmolLM3PreTrainedModel
from typing import Any
FlaxSmolLM3ForCausalLMModule: type[Any]
FlaxSmolLM3ForQuestionAnsweringModule: type[Any]
FlaxSmolLM3ForSequenceClassificationModule: type[Any]
FlaxSmolLM3ForTokenClassificationModule: type[Any]
FlaxSmolLM3Module: type[Any]
