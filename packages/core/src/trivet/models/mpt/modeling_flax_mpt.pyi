# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxMptForCausalLM as FlaxMptForCausalLM
from trivet_flax.models import FlaxMptForQuestionAnswering as FlaxMptForQuestionAnswering
from trivet_flax.models import FlaxMptForSequenceClassification as FlaxMptForSequenceClassification
from trivet_flax.models import FlaxMptForTokenClassification as FlaxMptForTokenClassification
from trivet_flax.models import FlaxMptModel as FlaxMptModel
from trivet_flax.models import FlaxMptPreTrainedModel as FlaxMptPreTrainedModel
from typing import Any
FlaxMptForCausalLMModule: type[Any]
FlaxMptForQuestionAnsweringModule: type[Any]
FlaxMptForSequenceClassificationModule: type[Any]
FlaxMptForTokenClassificationModule: type[Any]
FlaxMptModule: type[Any]
