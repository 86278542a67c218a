# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxBeitForImageClassification as FlaxBeitForImageClassification
from trivet_flax.models import FlaxBeitForMaskedImageModeling as FlaxBeitForMaskedImageModeling
from trivet_flax.models import FlaxBeitModel as FlaxBeitModel
from trivet_flax.models import FlaxBeitPreTrainedModel as FlaxBeitPreTrainedModel
from typing import Any
FlaxBeitForImageClassificationModule: type[Any]
FlaxBeitForMaskedImageModelingModule: type[Any]
FlaxBeitModule: type[Any]
