# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.slope_functions import *
from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import BloomForCausalLM as BloomForCausalLM
from trivet_torch.models import BloomForQuestionAnswering as BloomForQuestionAnswering
from trivet_torch.models import BloomForSequenceClassification as BloomForSequenceClassification
from trivet_torch.models import BloomForTokenClassification as BloomForTokenClassification
from trivet_torch.models import BloomModel as BloomModel
from trivet_torch.models import BloomPreTrainedModel as BloomPreTrainedModel
