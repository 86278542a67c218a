# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.gptj import configuration_gptj as configuration_gptj
from trivet.models.gptj import modeling_flax_gptj as modeling_flax_gptj
from trivet.models.gptj import modeling_gptj as modeling_gptj
from trivet.models.gptj import modeling_tf_gptj as modeling_tf_gptj
from trivet_flax.models import FlaxGPTJForCausalLM as FlaxGPTJForCausalLM
from trivet_flax.models import FlaxGPTJForQuestionAnswering as FlaxGPTJForQuestionAnswering
from trivet_flax.models import FlaxGPTJForSequenceClassification as FlaxGPTJForSequenceClassification
from trivet_flax.models import FlaxGPTJModel as FlaxGPTJModel
from trivet_flax.models import FlaxGPTJPreTrainedModel as FlaxGPTJPreTrainedModel
from trivet.families.text.gptj import GPTJConfig as GPTJConfig
from trivet_torch.models import GPTJForCausalLM as GPTJForCausalLM
from trivet_torch.models import GPTJForQuestionAnswering as GPTJForQuestionAnswering
from trivet_torch.models import GPTJForSequenceClassification as GPTJForSequenceClassification
from trivet_torch.models import GPTJModel as GPTJModel
from trivet_torch.models import GPTJPreTrainedModel as GPTJPreTrainedModel
from trivet_tf.models import TFGPTJForCausalLM as TFGPTJForCausalLM
from trivet_tf.models import TFGPTJForQuestionAnswering as TFGPTJForQuestionAnswering
from trivet_tf.models import TFGPTJForSequenceClassification as TFGPTJForSequenceClassification
from trivet_tf.models import TFGPTJMainLayer as TFGPTJMainLayer
from trivet_tf.models import TFGPTJModel as TFGPTJModel
from trivet_tf.models import TFGPTJPreTrainedModel as TFGPTJPreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
