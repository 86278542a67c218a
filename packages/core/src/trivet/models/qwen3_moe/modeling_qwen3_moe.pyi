# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import Qwen3MoeForCausalLM as Qwen3MoeForCausalLM
from trivet_torch.models import Qwen3MoeForQuestionAnswering as Qwen3MoeForQuestionAnswering
from trivet_torch.models import Qwen3MoeForSequenceClassification as Qwen3MoeForSequenceClassification
from trivet_torch.models import Qwen3MoeForTokenClassification as Qwen3MoeForTokenClassification
from trivet_torch.models import Qwen3MoeModel as Qwen3MoeModel
from trivet_torch.models import Qwen3MoePreTrainedModel as Qwen3MoePreTrainedModel
