# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.bart import configuration_bart as configuration_bart
from trivet.models.bart import modeling_bart as modeling_bart
from trivet.models.bart import modeling_flax_bart as modeling_flax_bart
from trivet.models.bart import modeling_tf_bart as modeling_tf_bart
from trivet.families.text.bart import BartConfig as BartConfig
from trivet_torch.models import BartForCausalLM as BartForCausalLM
from trivet_torch.models import BartForConditionalGeneration as BartForConditionalGeneration
from trivet_torch.models import BartForQuestionAnswering as BartForQuestionAnswering
from trivet_torch.models import BartForSequenceClassification as BartForSequenceClassification
from trivet_torch.models import BartModel as BartModel
from trivet_torch.models import BartPreTrainedModel as BartPreTrainedModel
from trivet_flax.models import FlaxBartDecoderPreTrainedModel as FlaxBartDecoderPreTrainedModel
from trivet_flax.models import FlaxBartForCausalLM as FlaxBartForCausalLM
from trivet_flax.models import FlaxBartForConditionalGeneration as FlaxBartForConditionalGeneration
from trivet_flax.models import FlaxBartForQuestionAnswering as FlaxBartForQuestionAnswering
from trivet_flax.models import FlaxBartForSequenceClassification as FlaxBartForSequenceClassification
from trivet_flax.models import FlaxBartModel as FlaxBartModel
from trivet_flax.models import FlaxBartPreTrainedModel as FlaxBartPreTrainedModel
from trivet_tf.models import TFBartForCausalLM as TFBartForCausalLM
from trivet_tf.models import TFBartForConditionalGeneration as TFBartForConditionalGeneration
from trivet_tf.models import TFBartForQuestionAnswering as TFBartForQuestionAnswering
from trivet_tf.models import TFBartForSequenceClassification as TFBartForSequenceClassification
from trivet_tf.models import TFBartModel as TFBartModel
from trivet_tf.models import TFBartPreTrainedModel as TFBartPreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
