# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxMBartDecoderPreTrainedModel as FlaxMBartDecoderPreTrainedModel
from trivet_flax.models import FlaxMBartForCausalLM as FlaxMBartForCausalLM
from trivet_flax.models import FlaxMBartForConditionalGeneration as FlaxMBartForConditionalGeneration
from trivet_flax.models import FlaxMBartForQuestionAnswering as FlaxMBartForQuestionAnswering
from trivet_flax.models import FlaxMBartForSequenceClassification as FlaxMBartForSequenceClassification
from trivet_flax.models import FlaxMBartModel as FlaxMBartModel
from trivet_flax.models import FlaxMBartPreTrainedModel as FlaxMBartPreTrainedModel
from typing import Any
FlaxMBartDecoderModule: type[Any]
FlaxMBartForCausalLMModule: type[Any]
FlaxMBartForConditionalGenerationModule: type[Any]
FlaxMBartForQuestionAnsweringModule: type[Any]
FlaxMBartForSequenceClassificationModule: type[Any]
FlaxMBartModule: type[Any]
