# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import Exaone4ForCausalLM as Exaone4ForCausalLM
from trivet_torch.models import Exaone4ForQuestionAnswering as Exaone4ForQuestionAnswering
from trivet_torch.models import Exaone4ForSequenceClassification as Exaone4ForSequenceClassification
from trivet_torch.models import Exaone4ForTokenClassification as Exaone4ForTokenClassification
from trivet_torch.models import Exaone4Model as Exaone4Model
from trivet_torch.models import Exaone4PreTrainedModel as Exaone4PreTrainedModel
