# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import DebertaV2ForMaskedLM as DebertaV2ForMaskedLM
from trivet_torch.models import DebertaV2ForMultipleChoice as DebertaV2ForMultipleChoice
from trivet_torch.models import DebertaV2ForQuestionAnswering as DebertaV2ForQuestionAnswering
from trivet_torch.models import DebertaV2ForSequenceClassification as DebertaV2ForSequenceClassification
from trivet_torch.models import DebertaV2ForTokenClassification as DebertaV2ForTokenClassification
from trivet_torch.models import DebertaV2Model as DebertaV2Model
from trivet_torch.models import DebertaV2PreTrainedModel as DebertaV2PreTrainedModel
