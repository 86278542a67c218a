# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxGPTBigCodeForCausalLM as FlaxGPTBigCodeForCausalLM
from trivet_flax.models import FlaxGPTBigCodeForSequenceClassification as FlaxGPTBigCodeForSequenceClassification
from trivet_flax.models import FlaxGPTBigCodeForTokenClassification as FlaxGPTBigCodeForTokenClassification
from trivet_flax.models import FlaxGPTBigCodeModel as FlaxGPTBigCodeModel
from trivet_flax.models import FlaxGPTBigCodePreTrainedModel as FlaxGPTBigCodePreTrainedModel
from typing import Any
FlaxGPTBigCodeForCausalLMModule: type[Any]
FlaxGPTBigCodeForSequenceClassificationModule: type[Any]
FlaxGPTBigCodeForTokenClassificationModule: type[Any]
FlaxGPTBigCodeModule: type[Any]
