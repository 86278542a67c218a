# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxDebertaForMaskedLM as FlaxDebertaForMaskedLM
from trivet_flax.models import FlaxDebertaForQuestionAnswering as FlaxDebertaForQuestionAnswering
from trivet_flax.models import FlaxDebertaForSequenceClassification as FlaxDebertaForSequenceClassification
from trivet_flax.models import FlaxDebertaForTokenClassification as FlaxDebertaForTokenClassification
from trivet_flax.models import FlaxDebertaModel as FlaxDebertaModel
from trivet_flax.models import FlaxDebertaPreTrainedModel as FlaxDebertaPreTrainedModel
from typing import Any
FlaxDebertaForMaskedLMModule: type[Any]
FlaxDebertaForQuestionAnsweringModule: type[Any]
FlaxDebertaForSequenceClassificationModule: type[Any]
FlaxDebertaForTokenClassificationModule: type[Any]
FlaxDebertaModule: type[Any]
FlaxDebertaV2ForMaskedLMModule: type[Any]
FlaxDebertaV2ForMultipleChoiceModule: type[Any]
FlaxDebertaV2ForQuestionAnsweringModule: type[Any]
FlaxDebertaV2ForSequenceClassificationModule: type[Any]
FlaxDebertaV2ForTokenClassificationModule: type[Any]
FlaxDebertaV2Module: type[Any]
