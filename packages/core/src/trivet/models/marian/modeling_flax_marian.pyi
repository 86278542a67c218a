# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxMarianDecoderPreTrainedModel as FlaxMarianDecoderPreTrainedModel
from trivet_flax.models import FlaxMarianForCausalLM as FlaxMarianForCausalLM
from trivet_flax.models import FlaxMarianMTModel as FlaxMarianMTModel
from trivet_flax.models import FlaxMarianModel as FlaxMarianModel
from trivet_flax.models import FlaxMarianPreTrainedModel as FlaxMarianPreTrainedModel
from typing import Any
FlaxMarianDecoderModule: type[Any]
FlaxMarianForCausalLMModule: type[Any]
FlaxMarianMTModule: type[Any]
FlaxMarianModule: type[Any]
