# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxM2M100ForConditionalGeneration as FlaxM2M100ForConditionalGeneration
from trivet_flax.models import FlaxM2M100Model as FlaxM2M100Model
from trivet_flax.models import FlaxM2M100PreTrainedModel as FlaxM2M100PreTrainedModel
from typing import Any
FlaxM2M100ForConditionalGenerationModule: type[Any]
FlaxM2M100Module: type[Any]
