# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxDebertaV2ForMaskedLM as FlaxDebertaV2ForMaskedLM
from trivet_flax.models import FlaxDebertaV2ForMultipleChoice as FlaxDebertaV2ForMultipleChoice
from trivet_flax.models import FlaxDebertaV2ForQuestionAnswering as FlaxDebertaV2ForQuestionAnswering
from trivet_flax.models import FlaxDebertaV2ForSequenceClassification as FlaxDebertaV2ForSequenceClassification
from trivet_flax.models import FlaxDebertaV2ForTokenClassification as FlaxDebertaV2ForTokenClassification
from trivet_flax.models import FlaxDebertaV2Model as FlaxDebertaV2Model
from trivet_flax.models import FlaxDebertaV2PreTrainedModel as FlaxDebertaV2PreTrainedModel
from typing import Any
FlaxDebertaV2ForMaskedLMModule: type[Any]
FlaxDebertaV2ForMultipleChoiceModule: type[Any]
FlaxDebertaV2ForQuestionAnsweringModule: type[Any]
FlaxDebertaV2ForSequenceClassificationModule: type[Any]
FlaxDebertaV2ForTokenClassificationModule: type[Any]
FlaxDebertaV2Module: type[Any]
