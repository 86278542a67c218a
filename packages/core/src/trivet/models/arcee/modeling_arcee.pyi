# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import ArceeForCausalLM as ArceeForCausalLM
from trivet_torch.models import ArceeForQuestionAnswering as ArceeForQuestionAnswering
from trivet_torch.models import ArceeForSequenceClassification as ArceeForSequenceClassification
from trivet_torch.models import ArceeForTokenClassification as ArceeForTokenClassification
from trivet_torch.models import ArceeModel as ArceeModel
from trivet_torch.models import ArceePreTrainedModel as ArceePreTrainedModel
