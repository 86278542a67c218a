# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxStableLmForCausalLM as FlaxStableLmForCausalLM
from trivet_flax.models import FlaxStableLmForSequenceClassification as FlaxStableLmForSequenceClassification
from trivet_flax.models import FlaxStableLmForTokenClassification as FlaxStableLmForTokenClassification
from trivet_flax.models import FlaxStableLmModel as FlaxStableLmModel
from trivet_flax.models import FlaxStableLmPreTrainedModel as FlaxStableLmPreTrainedModel
from typing import Any
FlaxStableLmForCausalLMModule: type[Any]
FlaxStableLmForSequenceClassificationModule: type[Any]
FlaxStableLmForTokenClassificationModule: type[Any]
FlaxStableLmModule: type[Any]
