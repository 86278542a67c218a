# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxMPNetForMaskedLM as FlaxMPNetForMaskedLM
from trivet_flax.models import FlaxMPNetForMultipleChoice as FlaxMPNetForMultipleChoice
from trivet_flax.models import FlaxMPNetForQuestionAnswering as FlaxMPNetForQuestionAnswering
from trivet_flax.models import FlaxMPNetForSequenceClassification as FlaxMPNetForSequenceClassification
from trivet_flax.models import FlaxMPNetForTokenClassification as FlaxMPNetForTokenClassification
from trivet_flax.models import FlaxMPNetModel as FlaxMPNetModel
from trivet_flax.models import FlaxMPNetPreTrainedModel as FlaxMPNetPreTrainedModel
from typing import Any
FlaxMPNetForMaskedLMModule: type[Any]
FlaxMPNetForMultipleChoiceModule: type[Any]
FlaxMPNetForQuestionAnsweringModule: type[Any]
FlaxMPNetForSequenceClassificationModule: type[Any]
FlaxMPNetForTokenClassificationModule: type[Any]
FlaxMPNetModule: type[Any]
