# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import NemotronForCausalLM as NemotronForCausalLM
from trivet_torch.models import NemotronForQuestionAnswering as NemotronForQuestionAnswering
from trivet_torch.models import NemotronForSequenceClassification as NemotronForSequenceClassification
from trivet_torch.models import NemotronForTokenClassification as NemotronForTokenClassification
from trivet_torch.models import NemotronModel as NemotronModel
from trivet_torch.models import NemotronPreTrainedModel as NemotronPreTrainedModel
