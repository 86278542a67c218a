# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import PegasusForCausalLM as PegasusForCausalLM
from trivet_torch.models import PegasusForConditionalGeneration as PegasusForConditionalGeneration
from trivet_torch.models import PegasusModel as PegasusModel
from trivet_torch.models import PegasusPreTrainedModel as PegasusPreTrainedModel
