# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxPhiForCausalLM as FlaxPhiForCausalLM
from trivet_flax.models import FlaxPhiForSequenceClassification as FlaxPhiForSequenceClassification
from trivet_flax.models import FlaxPhiForTokenClassification as FlaxPhiForTokenClassification
from trivet_flax.models import FlaxPhiModel as FlaxPhiModel
from trivet_flax.models import FlaxPhiPreTrainedModel as FlaxPhiPreTrainedModel
from typing import Any
FlaxPhi3ForCausalLMModule: type[Any]
FlaxPhi3ForSequenceClassificationModule: type[Any]
FlaxPhi3ForTokenClassificationModule: type[Any]
FlaxPhi3Module: type[Any]
FlaxPhiForCausalLMModule: type[Any]
FlaxPhiForSequenceClassificationModule: type[Any]
FlaxPhiForTokenClassificationModule: type[Any]
FlaxPhiModule: type[Any]
