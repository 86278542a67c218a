# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxMT5EncoderModel as FlaxMT5EncoderModel
from trivet_flax.models import FlaxMT5ForConditionalGeneration as FlaxMT5ForConditionalGeneration
from trivet_flax.models import FlaxMT5ForQuestionAnswering as FlaxMT5ForQuestionAnswering
from trivet_flax.models import FlaxMT5ForSequenceClassification as FlaxMT5ForSequenceClassification
from trivet_flax.models import FlaxMT5ForTokenClassification as FlaxMT5ForTokenClassification
from trivet_flax.models import FlaxMT5Model as FlaxMT5Model
from trivet_flax.models import FlaxMT5PreTrainedModel as FlaxMT5PreTrainedModel
from typing import Any
FlaxMT5EncoderModule: type[Any]
FlaxMT5ForConditionalGenerationModule: type[Any]
FlaxMT5ForQuestionAnsweringModule: type[Any]
FlaxMT5ForSequenceClassificationModule: type[Any]
FlaxMT5ForTokenClassificationModule: type[Any]
FlaxMT5Module: type[Any]
