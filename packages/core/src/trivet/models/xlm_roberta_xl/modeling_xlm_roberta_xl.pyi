# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import XLMRobertaXLForCausalLM as XLMRobertaXLForCausalLM
from trivet_torch.models import XLMRobertaXLForMaskedLM as XLMRobertaXLForMaskedLM
from trivet_torch.models import XLMRobertaXLForMultipleChoice as XLMRobertaXLForMultipleChoice
from trivet_torch.models import XLMRobertaXLForQuestionAnswering as XLMRobertaXLForQuestionAnswering
from trivet_torch.models import XLMRobertaXLForSequenceClassification as XLMRobertaXLForSequenceClassification
from trivet_torch.models import XLMRobertaXLForTokenClassification as XLMRobertaXLForTokenClassification
from trivet_torch.models import XLMRobertaXLModel as XLMRobertaXLModel
from trivet_torch.models import XLMRobertaXLPreTrainedModel as XLMRobertaXLPreTrainedModel
