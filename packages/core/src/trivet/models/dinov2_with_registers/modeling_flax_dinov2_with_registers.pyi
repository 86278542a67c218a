# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxDinov2WithRegistersForImageClassification as FlaxDinov2WithRegistersForImageClassification
from trivet_flax.models import FlaxDinov2WithRegistersModel as FlaxDinov2WithRegistersModel
from trivet_flax.models import FlaxDinov2WithRegistersPreTrainedModel as FlaxDinov2WithRegistersPreTrainedModel
from typing import Any
FlaxDinov2WithRegistersForImageClassificationModule: type[Any]
FlaxDinov2WithRegistersModule: type[Any]
