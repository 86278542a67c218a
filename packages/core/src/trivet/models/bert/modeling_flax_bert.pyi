# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxBertForMaskedLM as FlaxBertForMaskedLM
from trivet_flax.models import FlaxBertForMultipleChoice as FlaxBertForMultipleChoice
from trivet_flax.models import FlaxBertForNextSentencePrediction as FlaxBertForNextSentencePrediction
from trivet_flax.models import FlaxBertForPreTraining as FlaxBertForPreTraining
from trivet_flax.models import FlaxBertForQuestionAnswering as FlaxBertForQuestionAnswering
from trivet_flax.models import FlaxBertForSequenceClassification as FlaxBertForSequenceClassification
from trivet_flax.models import FlaxBertForTokenClassification as FlaxBertForTokenClassification
from trivet_flax.models import FlaxBertLMHeadModel as FlaxBertLMHeadModel
from trivet_flax.models import FlaxBertModel as FlaxBertModel
from trivet_flax.models import FlaxBertPreTrainedModel as FlaxBertPreTrainedModel
from typing import Any
FlaxBertForMaskedLMModule: type[Any]
FlaxBertForMultipleChoiceModule: type[Any]
FlaxBertForNextSentencePredictionModule: type[Any]
FlaxBertForPreTrainingModule: type[Any]
FlaxBertForQuestionAnsweringModule: type[Any]
FlaxBertForSequenceClassificationModule: type[Any]
FlaxBertForTokenClassificationModule: type[Any]
FlaxBertLMHeadModule: type[Any]
FlaxBertModule: type[Any]
