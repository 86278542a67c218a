# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.rounded_slopes import *
from trivet_torch.extras.slope_functions import build_mpt_alibi_tensor as build_mpt_alibi_tensor
from trivet_torch.extras.slope_functions import dropout_add as dropout_add
from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import FalconForCausalLM as FalconForCausalLM
from trivet_torch.models import FalconForQuestionAnswering as FalconForQuestionAnswering
from trivet_torch.models import FalconForSequenceClassification as FalconForSequenceClassification
from trivet_torch.models import FalconForTokenClassification as FalconForTokenClassification
from trivet_torch.models import FalconModel as FalconModel
from trivet_torch.models import FalconPreTrainedModel as FalconPreTrainedModel
