# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet.families.outputs import *
from trivet_flax.models import FlaxWhisperForConditionalGeneration as FlaxWhisperForConditionalGeneration
from trivet_flax.models import FlaxWhisperModel as FlaxWhisperModel
from trivet_flax.models import FlaxWhisperPreTrainedModel as FlaxWhisperPreTrainedModel
from typing import Any
FlaxWhisperForConditionalGenerationModule: type[Any]
FlaxWhisperModule: type[Any]
