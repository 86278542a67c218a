# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxCamembertForCausalLM as FlaxCamembertForCausalLM
from trivet_flax.models import FlaxCamembertForMaskedLM as FlaxCamembertForMaskedLM
from trivet_flax.models import FlaxCamembertForMultipleChoice as FlaxCamembertForMultipleChoice
from trivet_flax.models import FlaxCamembertForQuestionAnswering as FlaxCamembertForQuestionAnswering
from trivet_flax.models import FlaxCamembertForSequenceClassification as FlaxCamembertForSequenceClassification
from trivet_flax.models import FlaxCamembertForTokenClassification as FlaxCamembertForTokenClassification
from trivet_flax.models import FlaxCamembertModel as FlaxCamembertModel
from trivet_flax.models import FlaxCamembertPreTrainedModel as FlaxCamembertPreTrainedModel
from typing import Any
FlaxCamembertForCausalLMModule: type[Any]
FlaxCamembertForMaskedLMModule: type[Any]
FlaxCamembertForMultipleChoiceModule: type[Any]
FlaxCamembertForQuestionAnsweringModule: type[Any]
FlaxCamembertForSequenceClassificationModule: type[Any]
FlaxCamembertForTokenClassificationModule: type[Any]
FlaxCamembertModule: type[Any]
