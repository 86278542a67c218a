# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.llama import configuration_llama as configuration_llama
from trivet.models.llama import modeling_flax_llama as modeling_flax_llama
from trivet.models.llama import modeling_llama as modeling_llama
from trivet.models.llama import modeling_tf_llama as modeling_tf_llama
from trivet_flax.models import FlaxLlamaForCausalLM as FlaxLlamaForCausalLM
from trivet_flax.models import FlaxLlamaForQuestionAnswering as FlaxLlamaForQuestionAnswering
from trivet_flax.models import FlaxLlamaForSequenceClassification as FlaxLlamaForSequenceClassification
from trivet_flax.models import FlaxLlamaForTokenClassification as FlaxLlamaForTokenClassification
from trivet_flax.models import FlaxLlamaModel as FlaxLlamaModel
from trivet_flax.models import FlaxLlamaPreTrainedModel as FlaxLlamaPreTrainedModel
from trivet.families.text.llama import LlamaConfig as LlamaConfig
from trivet_torch.models import LlamaForCausalLM as LlamaForCausalLM
from trivet_torch.models import LlamaForQuestionAnswering as LlamaForQuestionAnswering
from trivet_torch.models import LlamaForSequenceClassification as LlamaForSequenceClassification
from trivet_torch.models import LlamaForTokenClassification as LlamaForTokenClassification
from trivet_torch.models import LlamaModel as LlamaModel
from trivet_torch.models import LlamaPreTrainedModel as LlamaPreTrainedModel
from trivet_tf.models import TFLlamaForCausalLM as TFLlamaForCausalLM
from trivet_tf.models import TFLlamaForQuestionAnswering as TFLlamaForQuestionAnswering
from trivet_tf.models import TFLlamaForSequenceClassification as TFLlamaForSequenceClassification
from trivet_tf.models import TFLlamaForTokenClassification as TFLlamaForTokenClassification
from trivet_tf.models import TFLlamaMainLayer as TFLlamaMainLayer
from trivet_tf.models import TFLlamaModel as TFLlamaModel
from trivet_tf.models import TFLlamaPreTrainedModel as TFLlamaPreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
