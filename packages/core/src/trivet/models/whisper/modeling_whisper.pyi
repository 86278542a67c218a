# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import WhisperForConditionalGeneration as WhisperForConditionalGeneration
from trivet_torch.models import WhisperModel as WhisperModel
from trivet_torch.models import WhisperPreTrainedModel as WhisperPreTrainedModel
