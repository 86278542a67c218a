# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxGPTNeoForCausalLM as FlaxGPTNeoForCausalLM
from trivet_flax.models import FlaxGPTNeoForQuestionAnswering as FlaxGPTNeoForQuestionAnswering
from trivet_flax.models import FlaxGPTNeoForSequenceClassification as FlaxGPTNeoForSequenceClassification
from trivet_flax.models import FlaxGPTNeoForTokenClassification as FlaxGPTNeoForTokenClassification
from trivet_flax.models import FlaxGPTNeoModel as FlaxGPTNeoModel
from trivet_flax.models import FlaxGPTNeoPreTrainedModel as FlaxGPTNeoPreTrainedModel
from typing import Any
FlaxGPTNeoForCausalLMModule: type[Any]
FlaxGPTNeoForQuestionAnsweringModule: type[Any]
FlaxGPTNeoForSequenceClassificationModule: type[Any]
FlaxGPTNeoForTokenClassificationModule: type[Any]
FlaxGPTNeoModule: type[Any]
FlaxGPTNeoXForCausalLMModule: type[Any]
FlaxGPTNeoXForQuestionAnsweringModule: type[Any]
FlaxGPTNeoXForSequenceClassificationModule: type[Any]
FlaxGPTNeoXForTokenClassificationModule: type[Any]
FlaxGPTNeoXModule: type[Any]
