# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import StableLmForCausalLM as StableLmForCausalLM
from trivet_torch.models import StableLmForSequenceClassification as StableLmForSequenceClassification
from trivet_torch.models import StableLmForTokenClassification as StableLmForTokenClassification
from trivet_torch.models import StableLmModel as StableLmModel
from trivet_torch.models import StableLmPreTrainedModel as StableLmPreTrainedModel
