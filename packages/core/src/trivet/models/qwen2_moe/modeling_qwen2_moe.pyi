# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.expert_functions import *
from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import Qwen2MoeForCausalLM as Qwen2MoeForCausalLM
from trivet_torch.models import Qwen2MoeForQuestionAnswering as Qwen2MoeForQuestionAnswering
from trivet_torch.models import Qwen2MoeForSequenceClassification as Qwen2MoeForSequenceClassification
from trivet_torch.models import Qwen2MoeForTokenClassification as Qwen2MoeForTokenClassification
from trivet_torch.models import Qwen2MoeModel as Qwen2MoeModel
from trivet_torch.models import Qwen2MoePreTrainedModel as Qwen2MoePreTrainedModel
