# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxGemmaForCausalLM as FlaxGemmaForCausalLM
from trivet_flax.models import FlaxGemmaForSequenceClassification as FlaxGemmaForSequenceClassification
from trivet_flax.models import FlaxGemmaForTokenClassification as FlaxGemmaForTokenClassification
from trivet_flax.models import FlaxGemmaModel as FlaxGemmaModel
from trivet_flax.models import FlaxGemmaPreTrainedModel as FlaxGemmaPreTrainedModel
from typing import Any
FlaxGemma2ForCausalLMModule: type[Any]
FlaxGemma2ForSequenceClassificationModule: type[Any]
FlaxGemma2ForTokenClassificationModule: type[Any]
FlaxGemma2Module: type[Any]
FlaxGemma3ForCausalLMModule: type[Any]
FlaxGemma3Module: type[Any]
FlaxGemma3TextForSequenceClassificationModule: type[Any]
FlaxGemmaForCausalLMModule: type[Any]
FlaxGemmaForSequenceClassificationModule: type[Any]
FlaxGemmaForTokenClassificationModule: type[Any]
FlaxGemmaModule: type[Any]
