# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import GPTNeoForCausalLM as GPTNeoForCausalLM
from trivet_torch.models import GPTNeoForQuestionAnswering as GPTNeoForQuestionAnswering
from trivet_torch.models import GPTNeoForSequenceClassification as GPTNeoForSequenceClassification
from trivet_torch.models import GPTNeoForTokenClassification as GPTNeoForTokenClassification
from trivet_torch.models import GPTNeoModel as GPTNeoModel
from trivet_torch.models import GPTNeoPreTrainedModel as GPTNeoPreTrainedModel
