# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import RemBertForCausalLM as RemBertForCausalLM
from trivet_torch.models import RemBertForMaskedLM as RemBertForMaskedLM
from trivet_torch.models import RemBertForMultipleChoice as RemBertForMultipleChoice
from trivet_torch.models import RemBertForQuestionAnswering as RemBertForQuestionAnswering
from trivet_torch.models import RemBertForSequenceClassification as RemBertForSequenceClassification
from trivet_torch.models import RemBertForTokenClassification as RemBertForTokenClassification
from trivet_torch.models import RemBertModel as RemBertModel
from trivet_torch.models import RemBertPreTrainedModel as RemBertPreTrainedModel
