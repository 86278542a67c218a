# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxElectraForCausalLM as FlaxElectraForCausalLM
from trivet_flax.models import FlaxElectraForMaskedLM as FlaxElectraForMaskedLM
from trivet_flax.models import FlaxElectraForMultipleChoice as FlaxElectraForMultipleChoice
from trivet_flax.models import FlaxElectraForPreTraining as FlaxElectraForPreTraining
from trivet_flax.models import FlaxElectraForQuestionAnswering as FlaxElectraForQuestionAnswering
from trivet_flax.models import FlaxElectraForSequenceClassification as FlaxElectraForSequenceClassification
from trivet_flax.models import FlaxElectraForTokenClassification as FlaxElectraForTokenClassification
from trivet_flax.models import FlaxElectraModel as FlaxElectraModel
from trivet_flax.models import FlaxElectraPreTrainedModel as FlaxElectraPreTrainedModel
from typing import Any
FlaxElectraForCausalLMModule: type[Any]
FlaxElectraForMaskedLMModule: type[Any]
FlaxElectraForMultipleChoiceModule: type[Any]
FlaxElectraForPreTrainingModule: type[Any]
FlaxElectraForQuestionAnsweringModule: type[Any]
FlaxElectraForSequenceClassificationModule: type[Any]
FlaxElectraForTokenClassificationModule: type[Any]
FlaxElectraModule: type[Any]
