# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxViTForImageClassification as FlaxViTForImageClassification
from trivet_flax.models import FlaxViTForMaskedImageModeling as FlaxViTForMaskedImageModeling
from trivet_flax.models import FlaxViTModel as FlaxViTModel
from trivet_flax.models import FlaxViTPreTrainedModel as FlaxViTPreTrainedModel
from typing import Any
FlaxViTForImageClassificationModule: type[Any]
FlaxViTForMaskedImageModelingModule: type[Any]
FlaxViTMSNForImageClassificationModule: type[Any]
FlaxViTMSNModule: type[Any]
FlaxViTModule: type[Any]
