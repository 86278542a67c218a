# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import OPTForCausalLM as OPTForCausalLM
from trivet_torch.models import OPTForQuestionAnswering as OPTForQuestionAnswering
from trivet_torch.models import OPTForSequenceClassification as OPTForSequenceClassification
from trivet_torch.models import OPTModel as OPTModel
from trivet_torch.models import OPTPreTrainedModel as OPTPreTrainedModel
