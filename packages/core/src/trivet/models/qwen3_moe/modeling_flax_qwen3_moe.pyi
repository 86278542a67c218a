# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxQwen3MoeForCausalLM as FlaxQwen3MoeForCausalLM
from trivet_flax.models import FlaxQwen3MoeForQuestionAnswering as FlaxQwen3MoeForQuestionAnswering
from trivet_flax.models import FlaxQwen3MoeForSequenceClassification as FlaxQwen3MoeForSequenceClassification
from trivet_flax.models import FlaxQwen3MoeForTokenClassification as FlaxQwen3MoeForTokenClassification
from trivet_flax.models import FlaxQwen3MoeModel as FlaxQwen3MoeModel
from trivet_flax.models import FlaxQwen3MoePreTrainedModel as FlaxQwen3MoePreTrainedModel
from typing import Any
FlaxQwen3MoeForCausalLMModule: type[Any]
FlaxQwen3MoeForQuestionAnsweringModule: type[Any]
FlaxQwen3MoeForSequenceClassificationModule: type[Any]
FlaxQwen3MoeForTokenClassificationModule: type[Any]
FlaxQwen3MoeModule: type[Any]
