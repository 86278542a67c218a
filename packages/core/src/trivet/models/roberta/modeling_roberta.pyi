# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import RobertaForCausalLM as RobertaForCausalLM
from trivet_torch.models import RobertaForMaskedLM as RobertaForMaskedLM
from trivet_torch.models import RobertaForMultipleChoice as RobertaForMultipleChoice
from trivet_torch.models import RobertaForQuestionAnswering as RobertaForQuestionAnswering
from trivet_torch.models import RobertaForSequenceClassification as RobertaForSequenceClassification
from trivet_torch.models import RobertaForTokenClassification as RobertaForTokenClassification
from trivet_torch.models import RobertaModel as RobertaModel
from trivet_torch.models import RobertaPreTrainedModel as RobertaPreTrainedModel
