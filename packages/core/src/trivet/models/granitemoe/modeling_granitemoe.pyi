# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import GraniteMoeForCausalLM as GraniteMoeForCausalLM
from trivet_torch.models import GraniteMoeModel as GraniteMoeModel
from trivet_torch.models import GraniteMoePreTrainedModel as GraniteMoePreTrainedModel
