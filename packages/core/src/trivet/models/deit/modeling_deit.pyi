# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import DeiTForImageClassification as DeiTForImageClassification
from trivet_torch.models import DeiTForImageClassificationWithTeacher as DeiTForImageClassificationWithTeacher
from trivet_torch.models import DeiTForMaskedImageModeling as DeiTForMaskedImageModeling
from trivet_torch.models import DeiTModel as DeiTModel
from trivet_torch.models import DeiTPreTrainedModel as DeiTPreTrainedModel
