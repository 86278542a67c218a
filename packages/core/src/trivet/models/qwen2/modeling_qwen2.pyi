# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import Qwen2ForCausalLM as Qwen2ForCausalLM
from trivet_torch.models import Qwen2ForQuestionAnswering as Qwen2ForQuestionAnswering
from trivet_torch.models import Qwen2ForSequenceClassification as Qwen2ForSequenceClassification
from trivet_torch.models import Qwen2ForTokenClassification as Qwen2ForTokenClassification
from trivet_torch.models import Qwen2Model as Qwen2Model
from trivet_torch.models import Qwen2PreTrainedModel as Qwen2PreTrainedModel
