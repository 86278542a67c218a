# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import Dinov2WithRegistersForImageClassification as Dinov2WithRegistersForImageClassification
from trivet_torch.models import Dinov2WithRegistersModel as Dinov2WithRegistersModel
from trivet_torch.models import Dinov2WithRegistersPreTrainedModel as Dinov2WithRegistersPreTrainedModel
