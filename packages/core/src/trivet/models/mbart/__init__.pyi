# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.mbart import configuration_mbart as configuration_mbart
from trivet.models.mbart import modeling_flax_mbart as modeling_flax_mbart
from trivet.models.mbart import modeling_mbart as modeling_mbart
from trivet.models.mbart import modeling_tf_mbart as modeling_tf_mbart
from trivet_flax.models import FlaxMBartDecoderPreTrainedModel as FlaxMBartDecoderPreTrainedModel
from trivet_flax.models import FlaxMBartForCausalLM as FlaxMBartForCausalLM
from trivet_flax.models import FlaxMBartForConditionalGeneration as FlaxMBartForConditionalGeneration
from trivet_flax.models import FlaxMBartForQuestionAnswering as FlaxMBartForQuestionAnswering
from trivet_flax.models import FlaxMBartForSequenceClassification as FlaxMBartForSequenceClassification
from trivet_flax.models import FlaxMBartModel as FlaxMBartModel
from trivet_flax.models import FlaxMBartPreTrainedModel as FlaxMBartPreTrainedModel
from trivet.families.text.mbart import MBartConfig as MBartConfig
from trivet_torch.models import MBartForCausalLM as MBartForCausalLM
from trivet_torch.models import MBartForConditionalGeneration as MBartForConditionalGeneration
from trivet_torch.models import MBartForQuestionAnswering as MBartForQuestionAnswering
from trivet_torch.models import MBartForSequenceClassification as MBartForSequenceClassification
from trivet_torch.models import MBartModel as MBartModel
from trivet_torch.models import MBartPreTrainedModel as MBartPreTrainedModel
from trivet_tf.models import TFMBartForCausalLM as TFMBartForCausalLM
from trivet_tf.models import TFMBartForConditionalGeneration as TFMBartForConditionalGeneration
from trivet_tf.models import TFMBartForQuestionAnswering as TFMBartForQuestionAnswering
from trivet_tf.models import TFMBartForSequenceClassification as TFMBartForSequenceClassification
from trivet_tf.models import TFMBartModel as TFMBartModel
from trivet_tf.models import TFMBartPreTrainedModel as TFMBartPreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
