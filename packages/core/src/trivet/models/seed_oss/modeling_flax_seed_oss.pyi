# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxSeedOssForCausalLM as FlaxSeedOssForCausalLM
from trivet_flax.models import FlaxSeedOssForQuestionAnswering as FlaxSeedOssForQuestionAnswering
from trivet_flax.models import FlaxSeedOssForSequenceClassification as FlaxSeedOssForSequenceClassification
from trivet_flax.models import FlaxSeedOssForTokenClassification as FlaxSeedOssForTokenClassification
from trivet_flax.models import FlaxSeedOssModel as FlaxSeedOssModel
from trivet_flax.models import FlaxSeedOssPreTrainedModel as FlaxSeedOssPreTrainedModel
from typing import Any
FlaxSeedOssForCausalLMModule: type[Any]
FlaxSeedOssForQuestionAnsweringModule: type[Any]
FlaxSeedOssForSequenceClassificationModule: type[Any]
FlaxSeedOssForTokenClassificationModule: type[Any]
FlaxSeedOssModule: type[Any]
