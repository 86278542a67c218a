# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxErnieForCausalLM as FlaxErnieForCausalLM
from trivet_flax.models import FlaxErnieForMaskedLM as FlaxErnieForMaskedLM
from trivet_flax.models import FlaxErnieForMultipleChoice as FlaxErnieForMultipleChoice
from trivet_flax.models import FlaxErnieForNextSentencePrediction as FlaxErnieForNextSentencePrediction
from trivet_flax.models import FlaxErnieForPreTraining as FlaxErnieForPreTraining
from trivet_flax.models import FlaxErnieForQuestionAnswering as FlaxErnieForQuestionAnswering
from trivet_flax.models import FlaxErnieForSequenceClassification as FlaxErnieForSequenceClassification
from trivet_flax.models import FlaxErnieForTokenClassification as FlaxErnieForTokenClassification
from trivet_flax.models import FlaxErnieModel as FlaxErnieModel
from trivet_flax.models import FlaxErniePreTrainedModel as FlaxErniePreTrainedModel
from typing import Any
FlaxErnieForCausalLMModule: type[Any]
FlaxErnieForMaskedLMModule: type[Any]
FlaxErnieForMultipleChoiceModule: type[Any]
FlaxErnieForNextSentencePredictionModule: type[Any]
FlaxErnieForPreTrainingModule: type[Any]
FlaxErnieForQuestionAnsweringModule: type[Any]
FlaxErnieForSequenceClassificationModule: type[Any]
FlaxErnieForTokenClassificationModule: type[Any]
FlaxErnieModule: type[Any]
