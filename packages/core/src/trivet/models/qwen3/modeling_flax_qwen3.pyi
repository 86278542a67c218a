# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxQwen3ForCausalLM as FlaxQwen3ForCausalLM
from trivet_flax.models import FlaxQwen3ForQuestionAnswering as FlaxQwen3ForQuestionAnswering
from trivet_flax.models import FlaxQwen3ForSequenceClassification as FlaxQwen3ForSequenceClassification
from trivet_flax.models import FlaxQwen3ForTokenClassification as FlaxQwen3ForTokenClassification
from trivet_flax.models import FlaxQwen3Model as FlaxQwen3Model
from trivet_flax.models import FlaxQwen3PreTrainedModel as FlaxQwen3PreTrainedModel
from typing import Any
FlaxQwen3ForCausalLMModule: type[Any]
FlaxQwen3ForQuestionAnsweringModule: type[Any]
FlaxQwen3ForSequenceClassificationModule: type[Any]
FlaxQwen3ForTokenClassificationModule: type[Any]
FlaxQwen3Module: type[Any]
FlaxQwen3MoeForCausalLMModule: type[Any]
FlaxQwen3MoeForQuestionAnsweringModule: type[Any]
FlaxQwen3MoeForSequenceClassificationModule: type[Any]
FlaxQwen3MoeForTokenClassificationModule: type[Any]
FlaxQwen3MoeModule: type[Any]
