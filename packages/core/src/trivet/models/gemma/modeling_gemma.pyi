# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import GemmaForCausalLM as GemmaForCausalLM
from trivet_torch.models import GemmaForSequenceClassification as GemmaForSequenceClassification
from trivet_torch.models import GemmaForTokenClassification as GemmaForTokenClassification
from trivet_torch.models import GemmaModel as GemmaModel
from trivet_torch.models import GemmaPreTrainedModel as GemmaPreTrainedModel
