# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.gemma2 import configuration_gemma2 as configuration_gemma2
from trivet.models.gemma2 import modeling_flax_gemma2 as modeling_flax_gemma2
from trivet.models.gemma2 import modeling_gemma2 as modeling_gemma2
from trivet.models.gemma2 import modeling_tf_gemma2 as modeling_tf_gemma2
from trivet_flax.models import FlaxGemma2ForCausalLM as FlaxGemma2ForCausalLM
from trivet_flax.models import FlaxGemma2ForSequenceClassification as FlaxGemma2ForSequenceClassification
from trivet_flax.models import FlaxGemma2ForTokenClassification as FlaxGemma2ForTokenClassification
from trivet_flax.models import FlaxGemma2Model as FlaxGemma2Model
from trivet_flax.models import FlaxGemma2PreTrainedModel as FlaxGemma2PreTrainedModel
from trivet.families.text.gemma2 import Gemma2Config as Gemma2Config
from trivet_torch.models import Gemma2ForCausalLM as Gemma2ForCausalLM
from trivet_torch.models import Gemma2ForSequenceClassification as Gemma2ForSequenceClassification
from trivet_torch.models import Gemma2ForTokenClassification as Gemma2ForTokenClassification
from trivet_torch.models import Gemma2Model as Gemma2Model
from trivet_torch.models import Gemma2PreTrainedModel as Gemma2PreTrainedModel
from trivet_tf.models import TFGemma2ForCausalLM as TFGemma2ForCausalLM
from trivet_tf.models import TFGemma2ForSequenceClassification as TFGemma2ForSequenceClassification
from trivet_tf.models import TFGemma2ForTokenClassification as TFGemma2ForTokenClassification
from trivet_tf.models import TFGemma2MainLayer as TFGemma2MainLayer
from trivet_tf.models import TFGemma2Model as TFGemma2Model
from trivet_tf.models import TFGemma2PreTrainedModel as TFGemma2PreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
