# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import LayoutLMForMaskedLM as LayoutLMForMaskedLM
from trivet_torch.models import LayoutLMForQuestionAnswering as LayoutLMForQuestionAnswering
from trivet_torch.models import LayoutLMForSequenceClassification as LayoutLMForSequenceClassification
from trivet_torch.models import LayoutLMForTokenClassification as LayoutLMForTokenClassification
from trivet_torch.models import LayoutLMModel as LayoutLMModel
from trivet_torch.models import LayoutLMPreTrainedModel as LayoutLMPreTrainedModel
