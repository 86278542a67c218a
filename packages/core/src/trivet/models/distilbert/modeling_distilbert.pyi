# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import DistilBertForMaskedLM as DistilBertForMaskedLM
from trivet_torch.models import DistilBertForMultipleChoice as DistilBertForMultipleChoice
from trivet_torch.models import DistilBertForQuestionAnswering as DistilBertForQuestionAnswering
from trivet_torch.models import DistilBertForSequenceClassification as DistilBertForSequenceClassification
from trivet_torch.models import DistilBertForTokenClassification as DistilBertForTokenClassification
from trivet_torch.models import DistilBertModel as DistilBertModel
from trivet_torch.models import DistilBertPreTrainedModel as DistilBertPreTrainedModel
