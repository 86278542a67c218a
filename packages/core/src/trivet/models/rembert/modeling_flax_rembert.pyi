# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxRemBertForCausalLM as FlaxRemBertForCausalLM
from trivet_flax.models import FlaxRemBertForMaskedLM as FlaxRemBertForMaskedLM
from trivet_flax.models import FlaxRemBertForMultipleChoice as FlaxRemBertForMultipleChoice
from trivet_flax.models import FlaxRemBertForQuestionAnswering as FlaxRemBertForQuestionAnswering
from trivet_flax.models import FlaxRemBertForSequenceClassification as FlaxRemBertForSequenceClassification
from trivet_flax.models import FlaxRemBertForTokenClassification as FlaxRemBertForTokenClassification
from trivet_flax.models import FlaxRemBertModel as FlaxRemBertModel
from trivet_flax.models import FlaxRemBertPreTrainedModel as FlaxRemBertPreTrainedModel
from typing import Any
FlaxRemBertForCausalLMModule: type[Any]
FlaxRemBertForMaskedLMModule: type[Any]
FlaxRemBertForMultipleChoiceModule: type[Any]
FlaxRemBertForQuestionAnsweringModule: type[Any]
FlaxRemBertForSequenceClassificationModule: type[Any]
FlaxRemBertForTokenClassificationModule: type[Any]
FlaxRemBertModule: type[Any]
