# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxUMT5EncoderModel as FlaxUMT5EncoderModel
from trivet_flax.models import FlaxUMT5ForConditionalGeneration as FlaxUMT5ForConditionalGeneration
from trivet_flax.models import FlaxUMT5ForQuestionAnswering as FlaxUMT5ForQuestionAnswering
from trivet_flax.models import FlaxUMT5ForSequenceClassification as FlaxUMT5ForSequenceClassification
from trivet_flax.models import FlaxUMT5ForTokenClassification as FlaxUMT5ForTokenClassification
from trivet_flax.models import FlaxUMT5Model as FlaxUMT5Model
from trivet_flax.models import FlaxUMT5PreTrainedModel as FlaxUMT5PreTrainedModel
from typing import Any
FlaxUMT5EncoderModule: type[Any]
FlaxUMT5ForConditionalGenerationModule: type[Any]
FlaxUMT5ForQuestionAnsweringModule: type[Any]
FlaxUMT5ForSequenceClassificationModule: type[Any]
FlaxUMT5ForTokenClassificationModule: type[Any]
FlaxUMT5Module: type[Any]
