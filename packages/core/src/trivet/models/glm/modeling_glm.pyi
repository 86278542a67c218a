# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import GlmForCausalLM as GlmForCausalLM
from trivet_torch.models import GlmForSequenceClassification as GlmForSequenceClassification
from trivet_torch.models import GlmForTokenClassification as GlmForTokenClassification
from trivet_torch.models import GlmModel as GlmModel
from trivet_torch.models import GlmPreTrainedModel as GlmPreTrainedModel
