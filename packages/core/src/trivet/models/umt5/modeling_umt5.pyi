# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import UMT5EncoderModel as UMT5EncoderModel
from trivet_torch.models import UMT5ForConditionalGeneration as UMT5ForConditionalGeneration
from trivet_torch.models import UMT5ForQuestionAnswering as UMT5ForQuestionAnswering
from trivet_torch.models import UMT5ForSequenceClassification as UMT5ForSequenceClassification
from trivet_torch.models import UMT5ForTokenClassification as UMT5ForTokenClassification
from trivet_torch.models import UMT5Model as UMT5Model
from trivet_torch.models import UMT5PreTrainedModel as UMT5PreTrainedModel
