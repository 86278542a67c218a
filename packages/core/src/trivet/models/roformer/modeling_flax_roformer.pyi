# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxRoFormerForCausalLM as FlaxRoFormerForCausalLM
from trivet_flax.models import FlaxRoFormerForMaskedLM as FlaxRoFormerForMaskedLM
from trivet_flax.models import FlaxRoFormerForMultipleChoice as FlaxRoFormerForMultipleChoice
from trivet_flax.models import FlaxRoFormerForQuestionAnswering as FlaxRoFormerForQuestionAnswering
from trivet_flax.models import FlaxRoFormerForSequenceClassification as FlaxRoFormerForSequenceClassification
from trivet_flax.models import FlaxRoFormerForTokenClassification as FlaxRoFormerForTokenClassification
from trivet_flax.models import FlaxRoFormerModel as FlaxRoFormerModel
from trivet_flax.models import FlaxRoFormerPreTrainedModel as FlaxRoFormerPreTrainedModel
from typing import Any
FlaxRoFormerForCausalLMModule: type[Any]
FlaxRoFormerForMaskedLMModule: type[Any]
FlaxRoFormerForMultipleChoiceModule: type[Any]
FlaxRoFormerForQuestionAnsweringModule: type[Any]
FlaxRoFormerForSequenceClassificationModule: type[Any]
FlaxRoFormerForTokenClassificationModule: type[Any]
FlaxRoFormerModule: type[Any]
