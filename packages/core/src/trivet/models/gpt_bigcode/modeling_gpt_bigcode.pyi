# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import GPTBigCodeForCausalLM as GPTBigCodeForCausalLM
from trivet_torch.models import GPTBigCodeForSequenceClassification as GPTBigCodeForSequenceClassification
from trivet_torch.models import GPTBigCodeForTokenClassification as GPTBigCodeForTokenClassification
from trivet_torch.models import GPTBigCodeModel as GPTBigCodeModel
from trivet_torch.models import GPTBigCodePreTrainedModel as GPTBigCodePreTrainedModel
