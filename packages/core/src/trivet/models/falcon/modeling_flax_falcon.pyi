# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxFalconForCausalLM as FlaxFalconForCausalLM
from trivet_flax.models import FlaxFalconForQuestionAnswering as FlaxFalconForQuestionAnswering
from trivet_flax.models import FlaxFalconForSequenceClassification as FlaxFalconForSequenceClassification
from trivet_flax.models import FlaxFalconForTokenClassification as FlaxFalconForTokenClassification
from trivet_flax.models import FlaxFalconModel as FlaxFalconModel
from trivet_flax.models import FlaxFalconPreTrainedModel as FlaxFalconPreTrainedModel
from typing import Any
FlaxFalconForCausalLMModule: type[Any]
FlaxFalconForQuestionAnsweringModule: type[Any]
FlaxFalconForSequenceClassificationModule: type[Any]
FlaxFalconForTokenClassificationModule: type[Any]
FlaxFalconModule: type[Any]
