# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.expert_functions import *
from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import MixtralForCausalLM as MixtralForCausalLM
from trivet_torch.models import MixtralForQuestionAnswering as MixtralForQuestionAnswering
from trivet_torch.models import MixtralForSequenceClassification as MixtralForSequenceClassification
from trivet_torch.models import MixtralForTokenClassification as MixtralForTokenClassification
from trivet_torch.models import MixtralModel as MixtralModel
from trivet_torch.models import MixtralPreTrainedModel as MixtralPreTrainedModel
