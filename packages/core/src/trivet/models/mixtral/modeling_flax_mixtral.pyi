# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxMixtralForCausalLM as FlaxMixtralForCausalLM
from trivet_flax.models import FlaxMixtralForQuestionAnswering as FlaxMixtralForQuestionAnswering
from trivet_flax.models import FlaxMixtralForSequenceClassification as FlaxMixtralForSequenceClassification
from trivet_flax.models import FlaxMixtralForTokenClassification as FlaxMixtralForTokenClassification
from trivet_flax.models import FlaxMixtralModel as FlaxMixtralModel
from trivet_flax.models import FlaxMixtralPreTrainedModel as FlaxMixtralPreTrainedModel
from typing import Any
FlaxMixtralForCausalLMModule: type[Any]
FlaxMixtralForQuestionAnsweringModule: type[Any]
FlaxMixtralForSequenceClassificationModule: type[Any]
FlaxMixtralForTokenClassificationModule: type[Any]
FlaxMixtralModule: type[Any]
