# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import Gemma3ForCausalLM as Gemma3ForCausalLM
from trivet_torch.models import Gemma3PreTrainedModel as Gemma3PreTrainedModel
from trivet_torch.models import Gemma3TextForSequenceClassification as Gemma3TextForSequenceClassification
from trivet_torch.models import Gemma3TextModel as Gemma3TextModel
