# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.gpt2 import configuration_gpt2 as configuration_gpt2
from trivet.models.gpt2 import modeling_flax_gpt2 as modeling_flax_gpt2
from trivet.models.gpt2 import modeling_gpt2 as modeling_gpt2
from trivet.models.gpt2 import modeling_tf_gpt2 as modeling_tf_gpt2
from trivet_flax.models import FlaxGPT2DoubleHeadsModel as FlaxGPT2DoubleHeadsModel
from trivet_flax.models import FlaxGPT2ForQuestionAnswering as FlaxGPT2ForQuestionAnswering
from trivet_flax.models import FlaxGPT2ForSequenceClassification as FlaxGPT2ForSequenceClassification
from trivet_flax.models import FlaxGPT2ForTokenClassification as FlaxGPT2ForTokenClassification
from trivet_flax.models import FlaxGPT2LMHeadModel as FlaxGPT2LMHeadModel
from trivet_flax.models import FlaxGPT2Model as FlaxGPT2Model
from trivet_flax.models import FlaxGPT2PreTrainedModel as FlaxGPT2PreTrainedModel
from trivet.families.text.gpt2 import GPT2Config as GPT2Config
from trivet_torch.models import GPT2DoubleHeadsModel as GPT2DoubleHeadsModel
from trivet_torch.models import GPT2ForQuestionAnswering as GPT2ForQuestionAnswering
from trivet_torch.models import GPT2ForSequenceClassification as GPT2ForSequenceClassification
from trivet_torch.models import GPT2ForTokenClassification as GPT2ForTokenClassification
from trivet_torch.models import GPT2LMHeadModel as GPT2LMHeadModel
from trivet_torch.models import GPT2Model as GPT2Model
from trivet_torch.models import GPT2PreTrainedModel as GPT2PreTrainedModel
from trivet_tf.models import TFGPT2DoubleHeadsModel as TFGPT2DoubleHeadsModel
from trivet_tf.models import TFGPT2ForQuestionAnswering as TFGPT2ForQuestionAnswering
from trivet_tf.models import TFGPT2ForSequenceClassification as TFGPT2ForSequenceClassification
from trivet_tf.models import TFGPT2ForTokenClassification as TFGPT2ForTokenClassification
from trivet_tf.models import TFGPT2LMHeadModel as TFGPT2LMHeadModel
from trivet_tf.models import TFGPT2MainLayer as TFGPT2MainLayer
from trivet_tf.models import TFGPT2Model as TFGPT2Model
from trivet_tf.models import TFGPT2PreTrainedModel as TFGPT2PreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
