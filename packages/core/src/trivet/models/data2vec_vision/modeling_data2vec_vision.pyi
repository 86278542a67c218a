# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import Data2VecVisionForImageClassification as Data2VecVisionForImageClassification
from trivet_torch.models import Data2VecVisionModel as Data2VecVisionModel
from trivet_torch.models import Data2VecVisionPreTrainedModel as Data2VecVisionPreTrainedModel
