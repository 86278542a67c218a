# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.extras.module_functions import *
from trivet_flax.model.pretrained import FlaxPreTrainedModel as FlaxPreTrainedModel
