# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxMistralForCausalLM as FlaxMistralForCausalLM
from trivet_flax.models import FlaxMistralForQuestionAnswering as FlaxMistralForQuestionAnswering
from trivet_flax.models import FlaxMistralForSequenceClassification as FlaxMistralForSequenceClassification
from trivet_flax.models import FlaxMistralForTokenClassification as FlaxMistralForTokenClassification
from trivet_flax.models import FlaxMistralModel as FlaxMistralModel
from trivet_flax.models import FlaxMistralPreTrainedModel as FlaxMistralPreTrainedModel
from typing import Any
FlaxMistralForCausalLMModule: type[Any]
FlaxMistralForQuestionAnsweringModule: type[Any]
FlaxMistralForSequenceClassificationModule: type[Any]
FlaxMistralForTokenClassificationModule: type[Any]
FlaxMistralModule: type[Any]
