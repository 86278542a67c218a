# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import ModernBertForMaskedLM as ModernBertForMaskedLM
from trivet_torch.models import ModernBertForMultipleChoice as ModernBertForMultipleChoice
from trivet_torch.models import ModernBertForQuestionAnswering as ModernBertForQuestionAnswering
from trivet_torch.models import ModernBertForSequenceClassification as ModernBertForSequenceClassification
from trivet_torch.models import ModernBertForTokenClassification as ModernBertForTokenClassification
from trivet_torch.models import ModernBertModel as ModernBertModel
from trivet_torch.models import ModernBertPreTrainedModel as ModernBertPreTrainedModel
