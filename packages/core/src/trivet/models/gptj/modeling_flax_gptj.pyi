# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxGPTJForCausalLM as FlaxGPTJForCausalLM
from trivet_flax.models import FlaxGPTJForQuestionAnswering as FlaxGPTJForQuestionAnswering
from trivet_flax.models import FlaxGPTJForSequenceClassification as FlaxGPTJForSequenceClassification
from trivet_flax.models import FlaxGPTJModel as FlaxGPTJModel
from trivet_flax.models import FlaxGPTJPreTrainedModel as FlaxGPTJPreTrainedModel
from typing import Any
FlaxGPTJForCausalLMModule: type[Any]
FlaxGPTJForQuestionAnsweringModule: type[Any]
FlaxGPTJForSequenceClassificationModule: type[Any]
FlaxGPTJModule: type[Any]
