# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import HeliumForCausalLM as HeliumForCausalLM
from trivet_torch.models import HeliumForSequenceClassification as HeliumForSequenceClassification
from trivet_torch.models import HeliumForTokenClassification as HeliumForTokenClassification
from trivet_torch.models import HeliumModel as HeliumModel
from trivet_torch.models import HeliumPreTrainedModel as HeliumPreTrainedModel
