# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxGPT2DoubleHeadsModel as FlaxGPT2DoubleHeadsModel
from trivet_flax.models import FlaxGPT2ForQuestionAnswering as FlaxGPT2ForQuestionAnswering
from trivet_flax.models import FlaxGPT2ForSequenceClassification as FlaxGPT2ForSequenceClassification
from trivet_flax.models import FlaxGPT2ForTokenClassification as FlaxGPT2ForTokenClassification
from trivet_flax.models import FlaxGPT2LMHeadModel as FlaxGPT2LMHeadModel
from trivet_flax.models import FlaxGPT2Model as FlaxGPT2Model
from trivet_flax.models import FlaxGPT2PreTrainedModel as FlaxGPT2PreTrainedModel
from typing import Any
FlaxGPT2DoubleHeadsModule: type[Any]
FlaxGPT2ForQuestionAnsweringModule: type[Any]
FlaxGPT2ForSequenceClassificationModule: type[Any]
FlaxGPT2ForTokenClassificationModule: type[Any]
FlaxGPT2LMHeadModule: type[Any]
FlaxGPT2Module: type[Any]
