# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxPLBartDecoderPreTrainedModel as FlaxPLBartDecoderPreTrainedModel
from trivet_flax.models import FlaxPLBartForCausalLM as FlaxPLBartForCausalLM
from trivet_flax.models import FlaxPLBartForConditionalGeneration as FlaxPLBartForConditionalGeneration
from trivet_flax.models import FlaxPLBartForSequenceClassification as FlaxPLBartForSequenceClassification
from trivet_flax.models import FlaxPLBartModel as FlaxPLBartModel
from trivet_flax.models import FlaxPLBartPreTrainedModel as FlaxPLBartPreTrainedModel
from typing import Any
FlaxPLBartDecoderModule: type[Any]
FlaxPLBartForCausalLMModule: type[Any]
FlaxPLBartForConditionalGenerationModule: type[Any]
FlaxPLBartForSequenceClassificationModule: type[Any]
FlaxPLBartModule: type[Any]
