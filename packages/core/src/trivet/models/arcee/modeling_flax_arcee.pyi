# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxArceeForCausalLM as FlaxArceeForCausalLM
from trivet_flax.models import FlaxArceeForQuestionAnswering as FlaxArceeForQuestionAnswering
from trivet_flax.models import FlaxArceeForSequenceClassification as FlaxArceeForSequenceClassification
from trivet_flax.models import FlaxArceeForTokenClassification as FlaxArceeForTokenClassification
from trivet_flax.models import FlaxArceeModel as FlaxArceeModel
from trivet_flax.models import FlaxArceePreTrainedModel as FlaxArceePreTrainedModel
from typing import Any
FlaxArceeForCausalLMModule: type[Any]
FlaxArceeForQuestionAnsweringModule: type[Any]
FlaxArceeForSequenceClassificationModule: type[Any]
FlaxArceeForTokenClassificationModule: type[Any]
FlaxArceeModule: type[Any]
