# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import MBartForCausalLM as MBartForCausalLM
from trivet_torch.models import MBartForConditionalGeneration as MBartForConditionalGeneration
from trivet_torch.models import MBartForQuestionAnswering as MBartForQuestionAnswering
from trivet_torch.models import MBartForSequenceClassification as MBartForSequenceClassification
from trivet_torch.models import MBartModel as MBartModel
from trivet_torch.models import MBartPreTrainedModel as MBartPreTrainedModel
