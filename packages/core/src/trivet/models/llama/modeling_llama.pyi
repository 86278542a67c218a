# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import LlamaForCausalLM as LlamaForCausalLM
from trivet_torch.models import LlamaForQuestionAnswering as LlamaForQuestionAnswering
from trivet_torch.models import LlamaForSequenceClassification as LlamaForSequenceClassification
from trivet_torch.models import LlamaForTokenClassification as LlamaForTokenClassification
from trivet_torch.models import LlamaModel as LlamaModel
from trivet_torch.models import LlamaPreTrainedModel as LlamaPreTrainedModel
