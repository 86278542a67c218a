# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import Phi3ForCausalLM as Phi3ForCausalLM
from trivet_torch.models import Phi3ForSequenceClassification as Phi3ForSequenceClassification
from trivet_torch.models import Phi3ForTokenClassification as Phi3ForTokenClassification
from trivet_torch.models import Phi3Model as Phi3Model
from trivet_torch.models import Phi3PreTrainedModel as Phi3PreTrainedModel
