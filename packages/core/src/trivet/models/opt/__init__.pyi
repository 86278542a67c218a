# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.opt import configuration_opt as configuration_opt
from trivet.models.opt import modeling_flax_opt as modeling_flax_opt
from trivet.models.opt import modeling_opt as modeling_opt
from trivet.models.opt import modeling_tf_opt as modeling_tf_opt
from trivet_flax.models import FlaxOPTForCausalLM as FlaxOPTForCausalLM
from trivet_flax.models import FlaxOPTForQuestionAnswering as FlaxOPTForQuestionAnswering
from trivet_flax.models import FlaxOPTForSequenceClassification as FlaxOPTForSequenceClassification
from trivet_flax.models import FlaxOPTModel as FlaxOPTModel
from trivet_flax.models import FlaxOPTPreTrainedModel as FlaxOPTPreTrainedModel
from trivet.families.text.opt import OPTConfig as OPTConfig
from trivet_torch.models import OPTForCausalLM as OPTForCausalLM
from trivet_torch.models import OPTForQuestionAnswering as OPTForQuestionAnswering
from trivet_torch.models import OPTForSequenceClassification as OPTForSequenceClassification
from trivet_torch.models import OPTModel as OPTModel
from trivet_torch.models import OPTPreTrainedModel as OPTPreTrainedModel
from trivet_tf.models import TFOPTForCausalLM as TFOPTForCausalLM
from trivet_tf.models import TFOPTForQuestionAnswering as TFOPTForQuestionAnswering
from trivet_tf.models import TFOPTForSequenceClassification as TFOPTForSequenceClassification
from trivet_tf.models import TFOPTMainLayer as TFOPTMainLayer
from trivet_tf.models import TFOPTModel as TFOPTModel
from trivet_tf.models import TFOPTPreTrainedModel as TFOPTPreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
