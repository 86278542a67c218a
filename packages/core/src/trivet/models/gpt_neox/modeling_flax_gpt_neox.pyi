# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxGPTNeoXForCausalLM as FlaxGPTNeoXForCausalLM
from trivet_flax.models import FlaxGPTNeoXForQuestionAnswering as FlaxGPTNeoXForQuestionAnswering
from trivet_flax.models import FlaxGPTNeoXForSequenceClassification as FlaxGPTNeoXForSequenceClassification
from trivet_flax.models import FlaxGPTNeoXForTokenClassification as FlaxGPTNeoXForTokenClassification
from trivet_flax.models import FlaxGPTNeoXModel as FlaxGPTNeoXModel
from trivet_flax.models import FlaxGPTNeoXPreTrainedModel as FlaxGPTNeoXPreTrainedModel
from typing import Any
FlaxGPTNeoXForCausalLMModule: type[Any]
FlaxGPTNeoXForQuestionAnsweringModule: type[Any]
FlaxGPTNeoXForSequenceClassificationModule: type[Any]
FlaxGPTNeoXForTokenClassificationModule: type[Any]
FlaxGPTNeoXModule: type[Any]
