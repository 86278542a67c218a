# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxPhi3ForCausalLM as FlaxPhi3ForCausalLM
from trivet_flax.models import FlaxPhi3ForSequenceClassification as FlaxPhi3ForSequenceClassification
from trivet_flax.models import FlaxPhi3ForTokenClassification as FlaxPhi3ForTokenClassification
from trivet_flax.models import FlaxPhi3Model as FlaxPhi3Model
from trivet_flax.models import FlaxPhi3PreTrainedModel as FlaxPhi3PreTrainedModel
from typing import Any
FlaxPhi3ForCausalLMModule: type[Any]
FlaxPhi3ForSequenceClassificationModule: type[Any]
FlaxPhi3ForTokenClassificationModule: type[Any]
FlaxPhi3Module: type[Any]
