# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxGlmForCausalLM as FlaxGlmForCausalLM
from trivet_flax.models import FlaxGlmForSequenceClassification as FlaxGlmForSequenceClassification
from trivet_flax.models import FlaxGlmForTokenClassification as FlaxGlmForTokenClassification
from trivet_flax.models import FlaxGlmModel as FlaxGlmModel
from trivet_flax.models import FlaxGlmPreTrainedModel as FlaxGlmPreTrainedModel
from typing import Any
FlaxGlm4ForCausalLMModule: type[Any]
FlaxGlm4ForSequenceClassificationModule: type[Any]
FlaxGlm4ForTokenClassificationModule: type[Any]
FlaxGlm4Module: type[Any]
FlaxGlm4MoeForCausalLMModule: type[Any]
FlaxGlm4MoeModule: type[Any]
FlaxGlmForCausalLMModule: type[Any]
FlaxGlmForSequenceClassificationModule: type[Any]
FlaxGlmForTokenClassificationModule: type[Any]
FlaxGlmModule: type[Any]
