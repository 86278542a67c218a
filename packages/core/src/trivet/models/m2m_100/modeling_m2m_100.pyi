# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import M2M100ForConditionalGeneration as M2M100ForConditionalGeneration
from trivet_torch.models import M2M100Model as M2M100Model
from trivet_torch.models import M2M100PreTrainedModel as M2M100PreTrainedModel
