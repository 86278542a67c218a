# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import Qwen3ForCausalLM as Qwen3ForCausalLM
from trivet_torch.models import Qwen3ForQuestionAnswering as Qwen3ForQuestionAnswering
from trivet_torch.models import Qwen3ForSequenceClassification as Qwen3ForSequenceClassification
from trivet_torch.models import Qwen3ForTokenClassification as Qwen3ForTokenClassification
from trivet_torch.models import Qwen3Model as Qwen3Model
from trivet_torch.models import Qwen3PreTrainedModel as Qwen3PreTrainedModel
