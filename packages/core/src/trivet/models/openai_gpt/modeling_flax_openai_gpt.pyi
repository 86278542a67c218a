# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxOpenAIGPTDoubleHeadsModel as FlaxOpenAIGPTDoubleHeadsModel
from trivet_flax.models import FlaxOpenAIGPTForSequenceClassification as FlaxOpenAIGPTForSequenceClassification
from trivet_flax.models import FlaxOpenAIGPTLMHeadModel as FlaxOpenAIGPTLMHeadModel
from trivet_flax.models import FlaxOpenAIGPTModel as FlaxOpenAIGPTModel
from trivet_flax.models import FlaxOpenAIGPTPreTrainedModel as FlaxOpenAIGPTPreTrainedModel
from typing import Any
FlaxOpenAIGPTDoubleHeadsModule: type[Any]
FlaxOpenAIGPTForSequenceClassificationModule: type[Any]
FlaxOpenAIGPTLMHeadModule: type[Any]
FlaxOpenAIGPTModule: type[Any]
