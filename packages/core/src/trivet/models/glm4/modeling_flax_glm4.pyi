# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxGlm4ForCausalLM as FlaxGlm4ForCausalLM
from trivet_flax.models import FlaxGlm4ForSequenceClassification as FlaxGlm4ForSequenceClassification
from trivet_flax.models import FlaxGlm4ForTokenClassification as FlaxGlm4ForTokenClassification
from trivet_flax.models import FlaxGlm4Model as FlaxGlm4Model
from trivet_flax.models import FlaxGlm4PreTrainedModel as FlaxGlm4PreTrainedModel
from typing import Any
FlaxGlm4ForCausalLMModule: type[Any]
FlaxGlm4ForSequenceClassificationModule: type[Any]
FlaxGlm4ForTokenClassificationModule: type[Any]
FlaxGlm4Module: type[Any]
FlaxGlm4MoeForCausalLMModule: type[Any]
FlaxGlm4MoeModule: type[Any]
