# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import ErnieForCausalLM as ErnieForCausalLM
from trivet_torch.models import ErnieForMaskedLM as ErnieForMaskedLM
from trivet_torch.models import ErnieForMultipleChoice as ErnieForMultipleChoice
from trivet_torch.models import ErnieForNextSentencePrediction as ErnieForNextSentencePrediction
from trivet_torch.models import ErnieForPreTraining as ErnieForPreTraining
from trivet_torch.models import ErnieForQuestionAnswering as ErnieForQuestionAnswering
from trivet_torch.models import ErnieForSequenceClassification as ErnieForSequenceClassification
from trivet_torch.models import ErnieForTokenClassification as ErnieForTokenClassification
from trivet_torch.models import ErnieModel as ErnieModel
from trivet_torch.models import ErniePreTrainedModel as ErniePreTrainedModel
