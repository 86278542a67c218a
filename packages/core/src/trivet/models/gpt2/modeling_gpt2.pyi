# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import GPT2DoubleHeadsModel as GPT2DoubleHeadsModel
from trivet_torch.models import GPT2ForQuestionAnswering as GPT2ForQuestionAnswering
from trivet_torch.models import GPT2ForSequenceClassification as GPT2ForSequenceClassification
from trivet_torch.models import GPT2ForTokenClassification as GPT2ForTokenClassification
from trivet_torch.models import GPT2LMHeadModel as GPT2LMHeadModel
from trivet_torch.models import GPT2Model as GPT2Model
from trivet_torch.models import GPT2PreTrainedModel as GPT2PreTrainedModel
