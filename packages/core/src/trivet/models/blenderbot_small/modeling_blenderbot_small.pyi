# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import BlenderbotSmallForCausalLM as BlenderbotSmallForCausalLM
from trivet_torch.models import BlenderbotSmallForConditionalGeneration as BlenderbotSmallForConditionalGeneration
from trivet_torch.models import BlenderbotSmallModel as BlenderbotSmallModel
from trivet_torch.models import BlenderbotSmallPreTrainedModel as BlenderbotSmallPreTrainedModel
