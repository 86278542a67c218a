# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.falcon import configuration_falcon as configuration_falcon
from trivet.models.falcon import modeling_falcon as modeling_falcon
from trivet.models.falcon import modeling_flax_falcon as modeling_flax_falcon
from trivet.models.falcon import modeling_tf_falcon as modeling_tf_falcon
from trivet.families.text.falcon import FalconConfig as FalconConfig
from trivet_torch.models import FalconForCausalLM as FalconForCausalLM
from trivet_torch.models import FalconForQuestionAnswering as FalconForQuestionAnswering
from trivet_torch.models import FalconForSequenceClassification as FalconForSequenceClassification
from trivet_torch.models import FalconForTokenClassification as FalconForTokenClassification
from trivet_torch.models import FalconModel as FalconModel
from trivet_torch.models import FalconPreTrainedModel as FalconPreTrainedModel
from trivet_flax.models import FlaxFalconForCausalLM as FlaxFalconForCausalLM
from trivet_flax.models import FlaxFalconForQuestionAnswering as FlaxFalconForQuestionAnswering
from trivet_flax.models import FlaxFalconForSequenceClassification as FlaxFalconForSequenceClassification
from trivet_flax.models import FlaxFalconForTokenClassification as FlaxFalconForTokenClassification
from trivet_flax.models import FlaxFalconModel as FlaxFalconModel
from trivet_flax.models import FlaxFalconPreTrainedModel as FlaxFalconPreTrainedModel
from trivet_tf.models import TFFalconForCausalLM as TFFalconForCausalLM
from trivet_tf.models import TFFalconForQuestionAnswering as TFFalconForQuestionAnswering
from trivet_tf.models import TFFalconForSequenceClassification as TFFalconForSequenceClassification
from trivet_tf.models import TFFalconForTokenClassification as TFFalconForTokenClassification
from trivet_tf.models import TFFalconMainLayer as TFFalconMainLayer
from trivet_tf.models import TFFalconModel as TFFalconModel
from trivet_tf.models import TFFalconPreTrainedModel as TFFalconPreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
