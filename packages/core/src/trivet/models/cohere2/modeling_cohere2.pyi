# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import Cohere2ForCausalLM as Cohere2ForCausalLM
from trivet_torch.models import Cohere2Model as Cohere2Model
from trivet_torch.models import Cohere2PreTrainedModel as Cohere2PreTrainedModel
