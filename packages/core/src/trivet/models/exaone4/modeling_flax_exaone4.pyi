# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxExaone4ForCausalLM as FlaxExaone4ForCausalLM
from trivet_flax.models import FlaxExaone4ForQuestionAnswering as FlaxExaone4ForQuestionAnswering
from trivet_flax.models import FlaxExaone4ForSequenceClassification as FlaxExaone4ForSequenceClassification
from trivet_flax.models import FlaxExaone4ForTokenClassification as FlaxExaone4ForTokenClassification
from trivet_flax.models import FlaxExaone4Model as FlaxExaone4Model
from trivet_flax.models import FlaxExaone4PreTrainedModel as FlaxExaone4PreTrainedModel
from typing import Any
FlaxExaone4ForCausalLMModule: type[Any]
FlaxExaone4ForQuestionAnsweringModule: type[Any]
FlaxExaone4ForSequenceClassificationModule: type[Any]
FlaxExaone4ForTokenClassificationModule: type[Any]
FlaxExaone4Module: type[Any]
