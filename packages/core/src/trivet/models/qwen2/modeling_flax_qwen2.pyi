# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxQwen2ForCausalLM as FlaxQwen2ForCausalLM
from trivet_flax.models import FlaxQwen2ForQuestionAnswering as FlaxQwen2ForQuestionAnswering
from trivet_flax.models import FlaxQwen2ForSequenceClassification as FlaxQwen2ForSequenceClassification
from trivet_flax.models import FlaxQwen2ForTokenClassification as FlaxQwen2ForTokenClassification
from trivet_flax.models import FlaxQwen2Model as FlaxQwen2Model
from trivet_flax.models import FlaxQwen2PreTrainedModel as FlaxQwen2PreTrainedModel
from typing import Any
FlaxQwen2ForCausalLMModule: type[Any]
FlaxQwen2ForQuestionAnsweringModule: type[Any]
FlaxQwen2ForSequenceClassificationModule: type[Any]
FlaxQwen2ForTokenClassificationModule: type[Any]
FlaxQwen2Module: type[Any]
FlaxQwen2MoeForCausalLMModule: type[Any]
FlaxQwen2MoeForQuestionAnsweringModule: type[Any]
FlaxQwen2MoeForSequenceClassificationModule: type[Any]
FlaxQwen2MoeForTokenClassificationModule: type[Any]
FlaxQwen2MoeModule: type[Any]
