# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxBloomForCausalLM as FlaxBloomForCausalLM
from trivet_flax.models import FlaxBloomForQuestionAnswering as FlaxBloomForQuestionAnswering
from trivet_flax.models import FlaxBloomForSequenceClassification as FlaxBloomForSequenceClassification
from trivet_flax.models import FlaxBloomForTokenClassification as FlaxBloomForTokenClassification
from trivet_flax.models import FlaxBloomModel as FlaxBloomModel
from trivet_flax.models import FlaxBloomPreTrainedModel as FlaxBloomPreTrainedModel
from typing import Any
FlaxBloomForCausalLMModule: type[Any]
FlaxBloomForQuestionAnsweringModule: type[Any]
FlaxBloomForSequenceClassificationModule: type[Any]
FlaxBloomForTokenClassificationModule: type[Any]
FlaxBloomModule: type[Any]
