# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxXLMRobertaForCausalLM as FlaxXLMRobertaForCausalLM
from trivet_flax.models import FlaxXLMRobertaForMaskedLM as FlaxXLMRobertaForMaskedLM
from trivet_flax.models import FlaxXLMRobertaForMultipleChoice as FlaxXLMRobertaForMultipleChoice
from trivet_flax.models import FlaxXLMRobertaForQuestionAnswering as FlaxXLMRobertaForQuestionAnswering
from trivet_flax.models import FlaxXLMRobertaForSequenceClassification as FlaxXLMRobertaForSequenceClassification
from trivet_flax.models import FlaxXLMRobertaForTokenClassification as FlaxXLMRobertaForTokenClassification
from trivet_flax.models import FlaxXLMRobertaModel as FlaxXLMRobertaModel
from trivet_flax.models import FlaxXLMRobertaPreTrainedModel as FlaxXLMRobertaPreTrainedModel
from typing import Any
FlaxXLMRobertaForCausalLMModule: type[Any]
FlaxXLMRobertaForMaskedLMModule: type[Any]
FlaxXLMRobertaForMultipleChoiceModule: type[Any]
FlaxXLMRobertaForQuestionAnsweringModule: type[Any]
FlaxXLMRobertaForSequenceClassificationModule: type[Any]
FlaxXLMRobertaForTokenClassificationModule: type[Any]
FlaxXLMRobertaModule: type[Any]
FlaxXLMRobertaXLForCausalLMModule: type[Any]
FlaxXLMRobertaXLForMaskedLMModule: type[Any]
FlaxXLMRobertaXLForMultipleChoiceModule: type[Any]
FlaxXLMRobertaXLForQuestionAnsweringModule: type[Any]
FlaxXLMRobertaXLForSequenceClassificationModule: type[Any]
FlaxXLMRobertaXLForTokenClassificationModule: type[Any]
FlaxXLMRobertaXLModule: type[Any]
