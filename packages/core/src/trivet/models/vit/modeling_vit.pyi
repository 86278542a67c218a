# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import ViTForImageClassification as ViTForImageClassification
from trivet_torch.models import ViTForMaskedImageModeling as ViTForMaskedImageModeling
from trivet_torch.models import ViTModel as ViTModel
from trivet_torch.models import ViTPreTrainedModel as ViTPreTrainedModel
