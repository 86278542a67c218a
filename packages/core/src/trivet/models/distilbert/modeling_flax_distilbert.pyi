# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxDistilBertForMaskedLM as FlaxDistilBertForMaskedLM
from trivet_flax.models import FlaxDistilBertForMultipleChoice as FlaxDistilBertForMultipleChoice
from trivet_flax.models import FlaxDistilBertForQuestionAnswering as FlaxDistilBertForQuestionAnswering
from trivet_flax.models import FlaxDistilBertForSequenceClassification as FlaxDistilBertForSequenceClassification
from trivet_flax.models import FlaxDistilBertForTokenClassification as FlaxDistilBertForTokenClassification
from trivet_flax.models import FlaxDistilBertModel as FlaxDistilBertModel
from trivet_flax.models import FlaxDistilBertPreTrainedModel as FlaxDistilBertPreTrainedModel
from typing import Any
FlaxDistilBertForMaskedLMModule: type[Any]
FlaxDistilBertForMultipleChoiceModule: type[Any]
FlaxDistilBertForQuestionAnsweringModule: type[Any]
FlaxDistilBertForSequenceClassificationModule: type[Any]
FlaxDistilBertForTokenClassificationModule: type[Any]
FlaxDistilBertModule: type[Any]
