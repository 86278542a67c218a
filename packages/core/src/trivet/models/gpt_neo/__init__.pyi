# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.gpt_neo import configuration_gpt_neo as configuration_gpt_neo
from trivet.models.gpt_neo import modeling_flax_gpt_neo as modeling_flax_gpt_neo
from trivet.models.gpt_neo import modeling_gpt_neo as modeling_gpt_neo
from trivet.models.gpt_neo import modeling_tf_gpt_neo as modeling_tf_gpt_neo
from trivet_flax.models import FlaxGPTNeoForCausalLM as FlaxGPTNeoForCausalLM
from trivet_flax.models import FlaxGPTNeoForQuestionAnswering as FlaxGPTNeoForQuestionAnswering
from trivet_flax.models import FlaxGPTNeoForSequenceClassification as FlaxGPTNeoForSequenceClassification
from trivet_flax.models import FlaxGPTNeoForTokenClassification as FlaxGPTNeoForTokenClassification
from trivet_flax.models import FlaxGPTNeoModel as FlaxGPTNeoModel
from trivet_flax.models import FlaxGPTNeoPreTrainedModel as FlaxGPTNeoPreTrainedModel
from trivet.families.text.gpt_neo import GPTNeoConfig as GPTNeoConfig
from trivet_torch.models import GPTNeoForCausalLM as GPTNeoForCausalLM
from trivet_torch.models import GPTNeoForQuestionAnswering as GPTNeoForQuestionAnswering
from trivet_torch.models import GPTNeoForSequenceClassification as GPTNeoForSequenceClassification
from trivet_torch.models import GPTNeoForTokenClassification as GPTNeoForTokenClassification
from trivet_torch.models import GPTNeoModel as GPTNeoModel
from trivet_torch.models import GPTNeoPreTrainedModel as GPTNeoPreTrainedModel
from trivet_tf.models import TFGPTNeoForCausalLM as TFGPTNeoForCausalLM
from trivet_tf.models import TFGPTNeoForQuestionAnswering as TFGPTNeoForQuestionAnswering
from trivet_tf.models import TFGPTNeoForSequenceClassification as TFGPTNeoForSequenceClassification
from trivet_tf.models import TFGPTNeoForTokenClassification as TFGPTNeoForTokenClassification
from trivet_tf.models import TFGPTNeoMainLayer as TFGPTNeoMainLayer
from trivet_tf.models import TFGPTNeoModel as TFGPTNeoModel
from trivet_tf.models import TFGPTNeoPreTrainedModel as TFGPTNeoPreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
