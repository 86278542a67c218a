# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxHeliumForCausalLM as FlaxHeliumForCausalLM
from trivet_flax.models import FlaxHeliumForSequenceClassification as FlaxHeliumForSequenceClassification
from trivet_flax.models import FlaxHeliumForTokenClassification as FlaxHeliumForTokenClassification
from trivet_flax.models import FlaxHeliumModel as FlaxHeliumModel
from trivet_flax.models import FlaxHeliumPreTrainedModel as FlaxHeliumPreTrainedModel
from typing import Any
FlaxHeliumForCausalLMModule: type[Any]
FlaxHeliumForSequenceClassificationModule: type[Any]
FlaxHeliumForTokenClassificationModule: type[Any]
FlaxHeliumModule: type[Any]
