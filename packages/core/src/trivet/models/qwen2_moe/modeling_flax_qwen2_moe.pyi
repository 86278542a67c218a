# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxQwen2MoeForCausalLM as FlaxQwen2MoeForCausalLM
from trivet_flax.models import FlaxQwen2MoeForQuestionAnswering as FlaxQwen2MoeForQuestionAnswering
from trivet_flax.models import FlaxQwen2MoeForSequenceClassification as FlaxQwen2MoeForSequenceClassification
from trivet_flax.models import FlaxQwen2MoeForTokenClassification as FlaxQwen2MoeForTokenClassification
from trivet_flax.models import FlaxQwen2MoeModel as FlaxQwen2MoeModel
from trivet_flax.models import FlaxQwen2MoePreTrainedModel as FlaxQwen2MoePreTrainedModel
from typing import Any
FlaxQwen2MoeForCausalLMModule: type[Any]
FlaxQwen2MoeForQuestionAnsweringModule: type[Any]
FlaxQwen2MoeForSequenceClassificationModule: type[Any]
FlaxQwen2MoeForTokenClassificationModule: type[Any]
FlaxQwen2MoeModule: type[Any]
