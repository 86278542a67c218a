# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxAlbertForMaskedLM as FlaxAlbertForMaskedLM
from trivet_flax.models import FlaxAlbertForMultipleChoice as FlaxAlbertForMultipleChoice
from trivet_flax.models import FlaxAlbertForPreTraining as FlaxAlbertForPreTraining
from trivet_flax.models import FlaxAlbertForQuestionAnswering as FlaxAlbertForQuestionAnswering
from trivet_flax.models import FlaxAlbertForSequenceClassification as FlaxAlbertForSequenceClassification
from trivet_flax.models import FlaxAlbertForTokenClassification as FlaxAlbertForTokenClassification
from trivet_flax.models import FlaxAlbertModel as FlaxAlbertModel
from trivet_flax.models import FlaxAlbertPreTrainedModel as FlaxAlbertPreTrainedModel
from typing import Any
FlaxAlbertForMaskedLMModule: type[Any]
FlaxAlbertForMultipleChoiceModule: type[Any]
FlaxAlbertForPreTrainingModule: type[Any]
FlaxAlbertForQuestionAnsweringModule: type[Any]
FlaxAlbertForSequenceClassificationModule: type[Any]
FlaxAlbertForTokenClassificationModule: type[Any]
FlaxAlbertModule: type[Any]
