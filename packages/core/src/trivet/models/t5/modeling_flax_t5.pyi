# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxT5EncoderModel as FlaxT5EncoderModel
from trivet_flax.models import FlaxT5ForConditionalGeneration as FlaxT5ForConditionalGeneration
from trivet_flax.models import FlaxT5ForQuestionAnswering as FlaxT5ForQuestionAnswering
from trivet_flax.models import FlaxT5ForSequenceClassification as FlaxT5ForSequenceClassification
from trivet_flax.models import FlaxT5ForTokenClassification as FlaxT5ForTokenClassification
from trivet_flax.models import FlaxT5Model as FlaxT5Model
from trivet_flax.models import FlaxT5PreTrainedModel as FlaxT5PreTrainedModel
from typing import Any
FlaxT5EncoderModule: type[Any]
FlaxT5ForConditionalGenerationModule: type[Any]
FlaxT5ForQuestionAnsweringModule: type[Any]
FlaxT5ForSequenceClassificationModule: type[Any]
FlaxT5ForTokenClassificationModule: type[Any]
FlaxT5Module: type[Any]
