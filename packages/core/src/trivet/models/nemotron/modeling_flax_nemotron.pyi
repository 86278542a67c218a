# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxNemotronForCausalLM as FlaxNemotronForCausalLM
from trivet_flax.models import FlaxNemotronForQuestionAnswering as FlaxNemotronForQuestionAnswering
from trivet_flax.models import FlaxNemotronForSequenceClassification as FlaxNemotronForSequenceClassification
from trivet_flax.models import FlaxNemotronForTokenClassification as FlaxNemotronForTokenClassification
from trivet_flax.models import FlaxNemotronModel as FlaxNemotronModel
from trivet_flax.models import FlaxNemotronPreTrainedModel as FlaxNemotronPreTrainedModel
from typing import Any
FlaxNemotronForCausalLMModule: type[Any]
FlaxNemotronForQuestionAnsweringModule: type[Any]
FlaxNemotronForSequenceClassificationModule: type[Any]
FlaxNemotronForTokenClassificationModule: type[Any]
FlaxNemotronModule: type[Any]
