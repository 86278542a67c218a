# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import PLBartForCausalLM as PLBartForCausalLM
from trivet_torch.models import PLBartForConditionalGeneration as PLBartForConditionalGeneration
from trivet_torch.models import PLBartForSequenceClassification as PLBartForSequenceClassification
from trivet_torch.models import PLBartModel as PLBartModel
from trivet_torch.models import PLBartPreTrainedModel as PLBartPreTrainedModel
