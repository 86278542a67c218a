# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxStarcoder2ForCausalLM as FlaxStarcoder2ForCausalLM
from trivet_flax.models import FlaxStarcoder2ForSequenceClassification as FlaxStarcoder2ForSequenceClassification
from trivet_flax.models import FlaxStarcoder2ForTokenClassification as FlaxStarcoder2ForTokenClassification
from trivet_flax.models import FlaxStarcoder2Model as FlaxStarcoder2Model
from trivet_flax.models import FlaxStarcoder2PreTrainedModel as FlaxStarcoder2PreTrainedModel
from typing import Any
FlaxStarcoder2ForCausalLMModule: type[Any]
FlaxStarcoder2ForSequenceClassificationModule: type[Any]
FlaxStarcoder2ForTokenClassificationModule: type[Any]
FlaxStarcoder2Module: type[Any]
