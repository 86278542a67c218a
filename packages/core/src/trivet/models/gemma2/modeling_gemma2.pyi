# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import Gemma2ForCausalLM as Gemma2ForCausalLM
from trivet_torch.models import Gemma2ForSequenceClassification as Gemma2ForSequenceClassification
from trivet_torch.models import Gemma2ForTokenClassification as Gemma2ForTokenClassification
from trivet_torch.models import Gemma2Model as Gemma2Model
from trivet_torch.models import Gemma2PreTrainedModel as Gemma2PreTrainedModel
