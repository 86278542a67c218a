# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import MistralForCausalLM as MistralForCausalLM
from trivet_torch.models import MistralForQuestionAnswering as MistralForQuestionAnswering
from trivet_torch.models import MistralForSequenceClassification as MistralForSequenceClassification
from trivet_torch.models import MistralForTokenClassification as MistralForTokenClassification
from trivet_torch.models import MistralModel as MistralModel
from trivet_torch.models import MistralPreTrainedModel as MistralPreTrainedModel
