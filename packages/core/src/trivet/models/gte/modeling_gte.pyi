# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import GteForMaskedLM as GteForMaskedLM
from trivet_torch.models import GteForSequenceClassification as GteForSequenceClassification
from trivet_torch.models import GteForTokenClassification as GteForTokenClassification
from trivet_torch.models import GteModel as GteModel
from trivet_torch.models import GtePreTrainedModel as GtePreTrainedModel
