# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.slope_functions import *
from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import MptForCausalLM as MptForCausalLM
from trivet_torch.models import MptForQuestionAnswering as MptForQuestionAnswering
from trivet_torch.models import MptForSequenceClassification as MptForSequenceClassification
from trivet_torch.models import MptForTokenClassification as MptForTokenClassification
from trivet_torch.models import MptModel as MptModel
from trivet_torch.models import MptPreTrainedModel as MptPreTrainedModel
