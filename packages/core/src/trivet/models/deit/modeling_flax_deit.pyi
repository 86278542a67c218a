# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxDeiTForImageClassification as FlaxDeiTForImageClassification
from trivet_flax.models import FlaxDeiTForImageClassificationWithTeacher as FlaxDeiTForImageClassificationWithTeacher
from trivet_flax.models import FlaxDeiTForMaskedImageModeling as FlaxDeiTForMaskedImageModeling
from trivet_flax.models import FlaxDeiTModel as FlaxDeiTModel
from trivet_flax.models import FlaxDeiTPreTrainedModel as FlaxDeiTPreTrainedModel
from typing import Any
FlaxDeiTForImageClassificationModule: type[Any]
FlaxDeiTForImageClassificationWithTeacherModule: type[Any]
FlaxDeiTForMaskedImageModelingModule: type[Any]
FlaxDeiTModule: type[Any]
