# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import GPTNeoXForCausalLM as GPTNeoXForCausalLM
from trivet_torch.models import GPTNeoXForQuestionAnswering as GPTNeoXForQuestionAnswering
from trivet_torch.models import GPTNeoXForSequenceClassification as GPTNeoXForSequenceClassification
from trivet_torch.models import GPTNeoXForTokenClassification as GPTNeoXForTokenClassification
from trivet_torch.models import GPTNeoXModel as GPTNeoXModel
from trivet_torch.models import GPTNeoXPreTrainedModel as GPTNeoXPreTrainedModel
