# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxEuroBertForMaskedLM as FlaxEuroBertForMaskedLM
from trivet_flax.models import FlaxEuroBertForSequenceClassification as FlaxEuroBertForSequenceClassification
from trivet_flax.models import FlaxEuroBertForTokenClassification as FlaxEuroBertForTokenClassification
from trivet_flax.models import FlaxEuroBertModel as FlaxEuroBertModel
from trivet_flax.models import FlaxEuroBertPreTrainedModel as FlaxEuroBertPreTrainedModel
from typing import Any
FlaxEuroBertForMaskedLMModule: type[Any]
FlaxEuroBertForSequenceClassificationModule: type[Any]
FlaxEuroBertForTokenClassificationModule: type[Any]
FlaxEuroBertModule: type[Any]
