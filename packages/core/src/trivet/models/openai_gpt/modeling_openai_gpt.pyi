# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import OpenAIGPTDoubleHeadsModel as OpenAIGPTDoubleHeadsModel
from trivet_torch.models import OpenAIGPTForSequenceClassification as OpenAIGPTForSequenceClassification
from trivet_torch.models import OpenAIGPTLMHeadModel as OpenAIGPTLMHeadModel
from trivet_torch.models import OpenAIGPTModel as OpenAIGPTModel
from trivet_torch.models import OpenAIGPTPreTrainedModel as OpenAIGPTPreTrainedModel
