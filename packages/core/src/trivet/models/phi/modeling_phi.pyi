# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import PhiForCausalLM as PhiForCausalLM
from trivet_torch.models import PhiForSequenceClassification as PhiForSequenceClassification
from trivet_torch.models import PhiForTokenClassification as PhiForTokenClassification
from trivet_torch.models import PhiModel as PhiModel
from trivet_torch.models import PhiPreTrainedModel as PhiPreTrainedModel
