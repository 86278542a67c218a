# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxGteForMaskedLM as FlaxGteForMaskedLM
from trivet_flax.models import FlaxGteForSequenceClassification as FlaxGteForSequenceClassification
from trivet_flax.models import FlaxGteForTokenClassification as FlaxGteForTokenClassification
from trivet_flax.models import FlaxGteModel as FlaxGteModel
from trivet_flax.models import FlaxGtePreTrainedModel as FlaxGtePreTrainedModel
from typing import Any
FlaxGteForMaskedLMModule: type[Any]
FlaxGteForSequenceClassificationModule: type[Any]
FlaxGteForTokenClassificationModule: type[Any]
FlaxGteModule: type[Any]
