# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import Dinov2ForImageClassification as Dinov2ForImageClassification
from trivet_torch.models import Dinov2Model as Dinov2Model
from trivet_torch.models import Dinov2PreTrainedModel as Dinov2PreTrainedModel
