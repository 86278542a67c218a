# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import BeitForImageClassification as BeitForImageClassification
from trivet_torch.models import BeitForMaskedImageModeling as BeitForMaskedImageModeling
from trivet_torch.models import BeitModel as BeitModel
from trivet_torch.models import BeitPreTrainedModel as BeitPreTrainedModel
