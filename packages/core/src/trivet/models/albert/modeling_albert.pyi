# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import AlbertForMaskedLM as AlbertForMaskedLM
from trivet_torch.models import AlbertForMultipleChoice as AlbertForMultipleChoice
from trivet_torch.models import AlbertForPreTraining as AlbertForPreTraining
from trivet_torch.models import AlbertForQuestionAnswering as AlbertForQuestionAnswering
from trivet_torch.models import AlbertForSequenceClassification as AlbertForSequenceClassification
from trivet_torch.models import AlbertForTokenClassification as AlbertForTokenClassification
from trivet_torch.models import AlbertModel as AlbertModel
from trivet_torch.models import AlbertPreTrainedModel as AlbertPreTrainedModel
