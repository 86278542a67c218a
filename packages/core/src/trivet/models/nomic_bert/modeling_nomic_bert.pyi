# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import NomicBertForMaskedLM as NomicBertForMaskedLM
from trivet_torch.models import NomicBertForSequenceClassification as NomicBertForSequenceClassification
from trivet_torch.models import NomicBertForTokenClassification as NomicBertForTokenClassification
from trivet_torch.models import NomicBertModel as NomicBertModel
from trivet_torch.models import NomicBertPreTrainedModel as NomicBertPreTrainedModel
