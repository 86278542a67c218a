# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import MT5EncoderModel as MT5EncoderModel
from trivet_torch.models import MT5ForConditionalGeneration as MT5ForConditionalGeneration
from trivet_torch.models import MT5ForQuestionAnswering as MT5ForQuestionAnswering
from trivet_torch.models import MT5ForSequenceClassification as MT5ForSequenceClassification
from trivet_torch.models import MT5ForTokenClassification as MT5ForTokenClassification
from trivet_torch.models import MT5Model as MT5Model
from trivet_torch.models import MT5PreTrainedModel as MT5PreTrainedModel
