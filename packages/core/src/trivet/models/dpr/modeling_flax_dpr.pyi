# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxDPRContextEncoder as FlaxDPRContextEncoder
from trivet_flax.models import FlaxDPRModel as FlaxDPRModel
from trivet_flax.models import FlaxDPRPreTrainedModel as FlaxDPRPreTrainedModel
from trivet_flax.models import FlaxDPRQuestionEncoder as FlaxDPRQuestionEncoder
from trivet_flax.models import FlaxDPRReader as FlaxDPRReader
from typing import Any
FlaxDPRContextEncoderModule: type[Any]
FlaxDPRModule: type[Any]
FlaxDPRQuestionEncoderModule: type[Any]
FlaxDPRReaderModule: type[Any]
