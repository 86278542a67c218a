# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import MarianForCausalLM as MarianForCausalLM
from trivet_torch.models import MarianMTModel as MarianMTModel
from trivet_torch.models import MarianModel as MarianModel
from trivet_torch.models import MarianPreTrainedModel as MarianPreTrainedModel
