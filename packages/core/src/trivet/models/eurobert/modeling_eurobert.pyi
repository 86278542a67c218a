# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import EuroBertForMaskedLM as EuroBertForMaskedLM
from trivet_torch.models import EuroBertForSequenceClassification as EuroBertForSequenceClassification
from trivet_torch.models import EuroBertForTokenClassification as EuroBertForTokenClassification
from trivet_torch.models import EuroBertModel as EuroBertModel
from trivet_torch.models import EuroBertPreTrainedModel as EuroBertPreTrainedModel
