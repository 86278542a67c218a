# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxBartDecoderPreTrainedModel as FlaxBartDecoderPreTrainedModel
from trivet_flax.models import FlaxBartForCausalLM as FlaxBartForCausalLM
from trivet_flax.models import FlaxBartForConditionalGeneration as FlaxBartForConditionalGeneration
from trivet_flax.models import FlaxBartForQuestionAnswering as FlaxBartForQuestionAnswering
from trivet_flax.models import FlaxBartForSequenceClassification as FlaxBartForSequenceClassification
from trivet_flax.models import FlaxBartModel as FlaxBartModel
from trivet_flax.models import FlaxBartPreTrainedModel as FlaxBartPreTrainedModel
from typing import Any
FlaxBartDecoderModule: type[Any]
FlaxBartForCausalLMModule: type[Any]
FlaxBartForConditionalGenerationModule: type[Any]
FlaxBartForQuestionAnsweringModule: type[Any]
FlaxBartForSequenceClassificationModule: type[Any]
FlaxBartModule: type[Any]
