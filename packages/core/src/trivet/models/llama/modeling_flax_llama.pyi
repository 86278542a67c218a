# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxLlamaForCausalLM as FlaxLlamaForCausalLM
from trivet_flax.models import FlaxLlamaForQuestionAnswering as FlaxLlamaForQuestionAnswering
from trivet_flax.models import FlaxLlamaForSequenceClassification as FlaxLlamaForSequenceClassification
from trivet_flax.models import FlaxLlamaForTokenClassification as FlaxLlamaForTokenClassification
from trivet_flax.models import FlaxLlamaModel as FlaxLlamaModel
from trivet_flax.models import FlaxLlamaPreTrainedModel as FlaxLlamaPreTrainedModel
from typing import Any
FlaxLlamaForCausalLMModule: type[Any]
FlaxLlamaForQuestionAnsweringModule: type[Any]
FlaxLlamaForSequenceClassificationModule: type[Any]
FlaxLlamaForTokenClassificationModule: type[Any]
FlaxLlamaModule: type[Any]
