# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.neighbour_rotary import *
from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import GPTJForCausalLM as GPTJForCausalLM
from trivet_torch.models import GPTJForQuestionAnswering as GPTJForQuestionAnswering
from trivet_torch.models import GPTJForSequenceClassification as GPTJForSequenceClassification
from trivet_torch.models import GPTJModel as GPTJModel
from trivet_torch.models import GPTJPreTrainedModel as GPTJPreTrainedModel
