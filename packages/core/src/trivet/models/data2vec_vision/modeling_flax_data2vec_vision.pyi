# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxData2VecVisionForImageClassification as FlaxData2VecVisionForImageClassification
from trivet_flax.models import FlaxData2VecVisionModel as FlaxData2VecVisionModel
from trivet_flax.models import FlaxData2VecVisionPreTrainedModel as FlaxData2VecVisionPreTrainedModel
from typing import Any
FlaxData2VecVisionForImageClassificationModule: type[Any]
FlaxData2VecVisionModule: type[Any]
