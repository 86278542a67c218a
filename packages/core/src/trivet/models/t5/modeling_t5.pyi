# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import T5EncoderModel as T5EncoderModel
from trivet_torch.models import T5ForConditionalGeneration as T5ForConditionalGeneration
from trivet_torch.models import T5ForQuestionAnswering as T5ForQuestionAnswering
from trivet_torch.models import T5ForSequenceClassification as T5ForSequenceClassification
from trivet_torch.models import T5ForTokenClassification as T5ForTokenClassification
from trivet_torch.models import T5Model as T5Model
from trivet_torch.models import T5PreTrainedModel as T5PreTrainedModel
