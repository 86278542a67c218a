# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import BertForMaskedLM as BertForMaskedLM
from trivet_torch.models import BertForMultipleChoice as BertForMultipleChoice
from trivet_torch.models import BertForNextSentencePrediction as BertForNextSentencePrediction
from trivet_torch.models import BertForPreTraining as BertForPreTraining
from trivet_torch.models import BertForQuestionAnswering as BertForQuestionAnswering
from trivet_torch.models import BertForSequenceClassification as BertForSequenceClassification
from trivet_torch.models import BertForTokenClassification as BertForTokenClassification
from trivet_torch.models import BertLMHeadModel as BertLMHeadModel
from trivet_torch.models import BertModel as BertModel
from trivet_torch.models import BertPreTrainedModel as BertPreTrainedModel
from trivet.transfer.between_models import load_tf_weights_in_bert as load_tf_weights_in_bert
