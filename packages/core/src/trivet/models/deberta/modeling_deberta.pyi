# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import DebertaForMaskedLM as DebertaForMaskedLM
from trivet_torch.models import DebertaForQuestionAnswering as DebertaForQuestionAnswering
from trivet_torch.models import DebertaForSequenceClassification as DebertaForSequenceClassification
from trivet_torch.models import DebertaForTokenClassification as DebertaForTokenClassification
from trivet_torch.models import DebertaModel as DebertaModel
from trivet_torch.models import DebertaPreTrainedModel as DebertaPreTrainedModel
