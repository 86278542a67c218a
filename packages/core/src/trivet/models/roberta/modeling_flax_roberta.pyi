# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxRobertaForCausalLM as FlaxRobertaForCausalLM
from trivet_flax.models import FlaxRobertaForMaskedLM as FlaxRobertaForMaskedLM
from trivet_flax.models import FlaxRobertaForMultipleChoice as FlaxRobertaForMultipleChoice
from trivet_flax.models import FlaxRobertaForQuestionAnswering as FlaxRobertaForQuestionAnswering
from trivet_flax.models import FlaxRobertaForSequenceClassification as FlaxRobertaForSequenceClassification
from trivet_flax.models import FlaxRobertaForTokenClassification as FlaxRobertaForTokenClassification
from trivet_flax.models import FlaxRobertaModel as FlaxRobertaModel
from trivet_flax.models import FlaxRobertaPreTrainedModel as FlaxRobertaPreTrainedModel
from typing import Any
FlaxRobertaForCausalLMModule: type[Any]
FlaxRobertaForMaskedLMModule: type[Any]
FlaxRobertaForMultipleChoiceModule: type[Any]
FlaxRobertaForQuestionAnsweringModule: type[Any]
FlaxRobertaForSequenceClassificationModule: type[Any]
FlaxRobertaForTokenClassificationModule: type[Any]
FlaxRobertaModule: type[Any]
FlaxRobertaPreLayerNormForCausalLMModule: type[Any]
FlaxRobertaPreLayerNormForMaskedLMModule: type[Any]
FlaxRobertaPreLayerNormForMultipleChoiceModule: type[Any]
FlaxRobertaPreLayerNormForQuestionAnsweringModule: type[Any]
FlaxRobertaPreLayerNormForSequenceClassificationModule: type[Any]
FlaxRobertaPreLayerNormForTokenClassificationModule: type[Any]
FlaxRobertaPreLayerNormModule: type[Any]
