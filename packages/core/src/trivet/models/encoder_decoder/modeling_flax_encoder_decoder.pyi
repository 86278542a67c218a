# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxEncoderDecoderModel as FlaxEncoderDecoderModel
from trivet_flax.models import FlaxEncoderDecoderPreTrainedModel as FlaxEncoderDecoderPreTrainedModel
from typing import Any
FlaxEncoderDecoderModule: type[Any]
