# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxGemma2ForCausalLM as FlaxGemma2ForCausalLM
from trivet_flax.models import FlaxGemma2ForSequenceClassification as FlaxGemma2ForSequenceClassification
from trivet_flax.models import FlaxGemma2ForTokenClassification as FlaxGemma2ForTokenClassification
from trivet_flax.models import FlaxGemma2Model as FlaxGemma2Model
from trivet_flax.models import FlaxGemma2PreTrainedModel as FlaxGemma2PreTrainedModel
from typing import Any
FlaxGemma2ForCausalLMModule: type[Any]
FlaxGemma2ForSequenceClassificationModule: type[Any]
FlaxGemma2ForTokenClassificationModule: type[Any]
FlaxGemma2Module: type[Any]
