# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxViTMSNForImageClassification as FlaxViTMSNForImageClassification
from trivet_flax.models import FlaxViTMSNModel as FlaxViTMSNModel
from trivet_flax.models import FlaxViTMSNPreTrainedModel as FlaxViTMSNPreTrainedModel
from typing import Any
FlaxViTMSNForImageClassificationModule: type[Any]
FlaxViTMSNModule: type[Any]
