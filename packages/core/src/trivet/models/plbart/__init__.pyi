# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.plbart import configuration_plbart as configuration_plbart
from trivet.models.plbart import modeling_flax_plbart as modeling_flax_plbart
from trivet.models.plbart import modeling_plbart as modeling_plbart
from trivet.models.plbart import modeling_tf_plbart as modeling_tf_plbart
from trivet_flax.models import FlaxPLBartDecoderPreTrainedModel as FlaxPLBartDecoderPreTrainedModel
from trivet_flax.models import FlaxPLBartForCausalLM as FlaxPLBartForCausalLM
from trivet_flax.models import FlaxPLBartForConditionalGeneration as FlaxPLBartForConditionalGeneration
from trivet_flax.models import FlaxPLBartForSequenceClassification as FlaxPLBartForSequenceClassification
from trivet_flax.models import FlaxPLBartModel as FlaxPLBartModel
from trivet_flax.models import FlaxPLBartPreTrainedModel as FlaxPLBartPreTrainedModel
from trivet.families.text.plbart import PLBartConfig as PLBartConfig
from trivet_torch.models import PLBartForCausalLM as PLBartForCausalLM
from trivet_torch.models import PLBartForConditionalGeneration as PLBartForConditionalGeneration
from trivet_torch.models import PLBartForSequenceClassification as PLBartForSequenceClassification
from trivet_torch.models import PLBartModel as PLBartModel
from trivet_torch.models import PLBartPreTrainedModel as PLBartPreTrainedModel
from trivet_tf.models import TFPLBartForCausalLM as TFPLBartForCausalLM
from trivet_tf.models import TFPLBartForConditionalGeneration as TFPLBartForConditionalGeneration
from trivet_tf.models import TFPLBartForSequenceClassification as TFPLBartForSequenceClassification
from trivet_tf.models import TFPLBartModel as TFPLBartModel
from trivet_tf.models import TFPLBartPreTrainedModel as TFPLBartPreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
