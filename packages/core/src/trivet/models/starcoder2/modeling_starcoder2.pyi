# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import Starcoder2ForCausalLM as Starcoder2ForCausalLM
from trivet_torch.models import Starcoder2ForSequenceClassification as Starcoder2ForSequenceClassification
from trivet_torch.models import Starcoder2ForTokenClassification as Starcoder2ForTokenClassification
from trivet_torch.models import Starcoder2Model as Starcoder2Model
from trivet_torch.models import Starcoder2PreTrainedModel as Starcoder2PreTrainedModel
