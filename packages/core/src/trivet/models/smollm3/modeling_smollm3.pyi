# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import SmolLM3ForCausalLM as SmolLM3ForCausalLM
from trivet_torch.models import SmolLM3ForQuestionAnswering as SmolLM3ForQuestionAnswering
from trivet_torch.models import SmolLM3ForSequenceClassification as SmolLM3ForSequenceClassification
from trivet_torch.models import SmolLM3ForTokenClassification as SmolLM3ForTokenClassification
from trivet_torch.models import SmolLM3Model as SmolLM3Model
from trivet_torch.models import SmolLM3PreTrainedModel as SmolLM3PreTrainedModel
