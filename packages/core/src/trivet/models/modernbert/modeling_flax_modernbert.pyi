# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxModernBertForMaskedLM as FlaxModernBertForMaskedLM
from trivet_flax.models import FlaxModernBertForMultipleChoice as FlaxModernBertForMultipleChoice
from trivet_flax.models import FlaxModernBertForQuestionAnswering as FlaxModernBertForQuestionAnswering
from trivet_flax.models import FlaxModernBertForSequenceClassification as FlaxModernBertForSequenceClassification
from trivet_flax.models import FlaxModernBertForTokenClassification as FlaxModernBertForTokenClassification
from trivet_flax.models import FlaxModernBertModel as FlaxModernBertModel
from trivet_flax.models import FlaxModernBertPreTrainedModel as FlaxModernBertPreTrainedModel
from typing import Any
FlaxModernBertForMaskedLMModule: type[Any]
FlaxModernBertForMultipleChoiceModule: type[Any]
FlaxModernBertForQuestionAnsweringModule: type[Any]
FlaxModernBertForSequenceClassificationModule: type[Any]
FlaxModernBertForTokenClassificationModule: type[Any]
FlaxModernBertModule: type[Any]
