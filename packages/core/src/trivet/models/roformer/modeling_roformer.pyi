# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import RoFormerForCausalLM as RoFormerForCausalLM
from trivet_torch.models import RoFormerForMaskedLM as RoFormerForMaskedLM
from trivet_torch.models import RoFormerForMultipleChoice as RoFormerForMultipleChoice
from trivet_torch.models import RoFormerForQuestionAnswering as RoFormerForQuestionAnswering
from trivet_torch.models import RoFormerForSequenceClassification as RoFormerForSequenceClassification
from trivet_torch.models import RoFormerForTokenClassification as RoFormerForTokenClassification
from trivet_torch.models import RoFormerModel as RoFormerModel
from trivet_torch.models import RoFormerPreTrainedModel as RoFormerPreTrainedModel
