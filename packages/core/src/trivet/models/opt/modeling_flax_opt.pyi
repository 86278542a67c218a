# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxOPTForCausalLM as FlaxOPTForCausalLM
from trivet_flax.models import FlaxOPTForQuestionAnswering as FlaxOPTForQuestionAnswering
from trivet_flax.models import FlaxOPTForSequenceClassification as FlaxOPTForSequenceClassification
from trivet_flax.models import FlaxOPTModel as FlaxOPTModel
from trivet_flax.models import FlaxOPTPreTrainedModel as FlaxOPTPreTrainedModel
from typing import Any
FlaxOPTForCausalLMModule: type[Any]
FlaxOPTForQuestionAnsweringModule: type[Any]
FlaxOPTForSequenceClassificationModule: type[Any]
FlaxOPTModule: type[Any]
