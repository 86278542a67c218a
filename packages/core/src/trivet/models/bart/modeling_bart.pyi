# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import BartForCausalLM as BartForCausalLM
from trivet_torch.models import BartForConditionalGeneration as BartForConditionalGeneration
from trivet_torch.models import BartForQuestionAnswering as BartForQuestionAnswering
from trivet_torch.models import BartForSequenceClassification as BartForSequenceClassification
from trivet_torch.models import BartModel as BartModel
from trivet_torch.models import BartPreTrainedModel as BartPreTrainedModel
