# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import XLMRobertaForCausalLM as XLMRobertaForCausalLM
from trivet_torch.models import XLMRobertaForMaskedLM as XLMRobertaForMaskedLM
from trivet_torch.models import XLMRobertaForMultipleChoice as XLMRobertaForMultipleChoice
from trivet_torch.models import XLMRobertaForQuestionAnswering as XLMRobertaForQuestionAnswering
from trivet_torch.models import XLMRobertaForSequenceClassification as XLMRobertaForSequenceClassification
from trivet_torch.models import XLMRobertaForTokenClassification as XLMRobertaForTokenClassification
from trivet_torch.models import XLMRobertaModel as XLMRobertaModel
from trivet_torch.models import XLMRobertaPreTrainedModel as XLMRobertaPreTrainedModel
