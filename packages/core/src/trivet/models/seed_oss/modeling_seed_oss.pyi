# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import SeedOssForCausalLM as SeedOssForCausalLM
from trivet_torch.models import SeedOssForQuestionAnswering as SeedOssForQuestionAnswering
from trivet_torch.models import SeedOssForSequenceClassification as SeedOssForSequenceClassification
from trivet_torch.models import SeedOssForTokenClassification as SeedOssForTokenClassification
from trivet_torch.models import SeedOssModel as SeedOssModel
from trivet_torch.models import SeedOssPreTrainedModel as SeedOssPreTrainedModel
