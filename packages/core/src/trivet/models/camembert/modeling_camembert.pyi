# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import CamembertForCausalLM as CamembertForCausalLM
from trivet_torch.models import CamembertForMaskedLM as CamembertForMaskedLM
from trivet_torch.models import CamembertForMultipleChoice as CamembertForMultipleChoice
from trivet_torch.models import CamembertForQuestionAnswering as CamembertForQuestionAnswering
from trivet_torch.models import CamembertForSequenceClassification as CamembertForSequenceClassification
from trivet_torch.models import CamembertForTokenClassification as CamembertForTokenClassification
from trivet_torch.models import CamembertModel as CamembertModel
from trivet_torch.models import CamembertPreTrainedModel as CamembertPreTrainedModel
