# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxDinov2ForImageClassification as FlaxDinov2ForImageClassification
from trivet_flax.models import FlaxDinov2Model as FlaxDinov2Model
from trivet_flax.models import FlaxDinov2PreTrainedModel as FlaxDinov2PreTrainedModel
from typing import Any
FlaxDinov2ForImageClassificationModule: type[Any]
FlaxDinov2Module: type[Any]
FlaxDinov2WithRegistersForImageClassificationModule: type[Any]
FlaxDinov2WithRegistersModule: type[Any]
