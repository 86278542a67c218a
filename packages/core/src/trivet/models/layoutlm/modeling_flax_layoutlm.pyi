# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxLayoutLMForMaskedLM as FlaxLayoutLMForMaskedLM
from trivet_flax.models import FlaxLayoutLMForQuestionAnswering as FlaxLayoutLMForQuestionAnswering
from trivet_flax.models import FlaxLayoutLMForSequenceClassification as FlaxLayoutLMForSequenceClassification
from trivet_flax.models import FlaxLayoutLMForTokenClassification as FlaxLayoutLMForTokenClassification
from trivet_flax.models import FlaxLayoutLMModel as FlaxLayoutLMModel
from trivet_flax.models import FlaxLayoutLMPreTrainedModel as FlaxLayoutLMPreTrainedModel
from typing import Any
FlaxLayoutLMForMaskedLMModule: type[Any]
FlaxLayoutLMForQuestionAnsweringModule: type[Any]
FlaxLayoutLMForSequenceClassificationModule: type[Any]
FlaxLayoutLMForTokenClassificationModule: type[Any]
FlaxLayoutLMModule: type[Any]
