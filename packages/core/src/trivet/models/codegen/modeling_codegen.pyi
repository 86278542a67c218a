# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.neighbour_rotary import *
from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import CodeGenForCausalLM as CodeGenForCausalLM
from trivet_torch.models import CodeGenModel as CodeGenModel
from trivet_torch.models import CodeGenPreTrainedModel as CodeGenPreTrainedModel
