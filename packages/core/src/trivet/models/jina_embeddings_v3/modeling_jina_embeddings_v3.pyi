# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import *
from trivet.families.outputs import *
from trivet_torch.models import JinaEmbeddingsV3ForMaskedLM as JinaEmbeddingsV3ForMaskedLM
from trivet_torch.models import JinaEmbeddingsV3ForQuestionAnswering as JinaEmbeddingsV3ForQuestionAnswering
from trivet_torch.models import JinaEmbeddingsV3ForSequenceClassification as JinaEmbeddingsV3ForSequenceClassification
from trivet_torch.models import JinaEmbeddingsV3ForTokenClassification as JinaEmbeddingsV3ForTokenClassification
from trivet_torch.models import JinaEmbeddingsV3Model as JinaEmbeddingsV3Model
from trivet_torch.models import JinaEmbeddingsV3PreTrainedModel as JinaEmbeddingsV3PreTrainedModel
