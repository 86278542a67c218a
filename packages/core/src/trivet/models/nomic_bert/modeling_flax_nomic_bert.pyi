# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxNomicBertForMaskedLM as FlaxNomicBertForMaskedLM
from trivet_flax.models import FlaxNomicBertForSequenceClassification as FlaxNomicBertForSequenceClassification
from trivet_flax.models import FlaxNomicBertForTokenClassification as FlaxNomicBertForTokenClassification
from trivet_flax.models import FlaxNomicBertModel as FlaxNomicBertModel
from trivet_flax.models import FlaxNomicBertPreTrainedModel as FlaxNomicBertPreTrainedModel
from typing import Any
FlaxNomicBertForMaskedLMModule: type[Any]
FlaxNomicBertForSequenceClassificationModule: type[Any]
FlaxNomicBertForTokenClassificationModule: type[Any]
FlaxNomicBertModule: type[Any]
