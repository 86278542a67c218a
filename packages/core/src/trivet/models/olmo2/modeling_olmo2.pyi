# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import Olmo2ForCausalLM as Olmo2ForCausalLM
from trivet_torch.models import Olmo2ForSequenceClassification as Olmo2ForSequenceClassification
from trivet_torch.models import Olmo2Model as Olmo2Model
from trivet_torch.models import Olmo2PreTrainedModel as Olmo2PreTrainedModel
