# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import ElectraForCausalLM as ElectraForCausalLM
from trivet_torch.models import ElectraForMaskedLM as ElectraForMaskedLM
from trivet_torch.models import ElectraForMultipleChoice as ElectraForMultipleChoice
from trivet_torch.models import ElectraForPreTraining as ElectraForPreTraining
from trivet_torch.models import ElectraForQuestionAnswering as ElectraForQuestionAnswering
from trivet_torch.models import ElectraForSequenceClassification as ElectraForSequenceClassification
from trivet_torch.models import ElectraForTokenClassification as ElectraForTokenClassification
from trivet_torch.models import ElectraModel as ElectraModel
from trivet_torch.models import ElectraPreTrainedModel as ElectraPreTrainedModel
