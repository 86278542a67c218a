# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import Glm4ForCausalLM as Glm4ForCausalLM
from trivet_torch.models import Glm4ForSequenceClassification as Glm4ForSequenceClassification
from trivet_torch.models import Glm4ForTokenClassification as Glm4ForTokenClassification
from trivet_torch.models import Glm4Model as Glm4Model
from trivet_torch.models import Glm4PreTrainedModel as Glm4PreTrainedModel
