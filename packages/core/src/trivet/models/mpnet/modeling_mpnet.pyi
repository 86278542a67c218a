# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import MPNetForMaskedLM as MPNetForMaskedLM
from trivet_torch.models import MPNetForMultipleChoice as MPNetForMultipleChoice
from trivet_torch.models import MPNetForQuestionAnswering as MPNetForQuestionAnswering
from trivet_torch.models import MPNetForSequenceClassification as MPNetForSequenceClassification
from trivet_torch.models import MPNetForTokenClassification as MPNetForTokenClassification
from trivet_torch.models import MPNetModel as MPNetModel
from trivet_torch.models import MPNetPreTrainedModel as MPNetPreTrainedModel
