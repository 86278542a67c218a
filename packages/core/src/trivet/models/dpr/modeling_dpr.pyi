# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import DPRContextEncoder as DPRContextEncoder
from trivet_torch.models import DPRModel as DPRModel
from trivet_torch.models import DPRPreTrainedModel as DPRPreTrainedModel
from trivet_torch.models import DPRQuestionEncoder as DPRQuestionEncoder
from trivet_torch.models import DPRReader as DPRReader
