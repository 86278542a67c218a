# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.bloom import configuration_bloom as configuration_bloom
from trivet.models.bloom import modeling_bloom as modeling_bloom
from trivet.models.bloom import modeling_flax_bloom as modeling_flax_bloom
from trivet.models.bloom import modeling_tf_bloom as modeling_tf_bloom
from trivet.families.text.bloom import BloomConfig as BloomConfig
from trivet_torch.models import BloomForCausalLM as BloomForCausalLM
from trivet_torch.models import BloomForQuestionAnswering as BloomForQuestionAnswering
from trivet_torch.models import BloomForSequenceClassification as BloomForSequenceClassification
from trivet_torch.models import BloomForTokenClassification as BloomForTokenClassification
from trivet_torch.models import BloomModel as BloomModel
from trivet_torch.models import BloomPreTrainedModel as BloomPreTrainedModel
from trivet_flax.models import FlaxBloomForCausalLM as FlaxBloomForCausalLM
from trivet_flax.models import FlaxBloomForQuestionAnswering as FlaxBloomForQuestionAnswering
from trivet_flax.models import FlaxBloomForSequenceClassification as FlaxBloomForSequenceClassification
from trivet_flax.models import FlaxBloomForTokenClassification as FlaxBloomForTokenClassification
from trivet_flax.models import FlaxBloomModel as FlaxBloomModel
from trivet_flax.models import FlaxBloomPreTrainedModel as FlaxBloomPreTrainedModel
from trivet_tf.models import TFBloomForCausalLM as TFBloomForCausalLM
from trivet_tf.models import TFBloomForQuestionAnswering as TFBloomForQuestionAnswering
from trivet_tf.models import TFBloomForSequenceClassification as TFBloomForSequenceClassification
from trivet_tf.models import TFBloomForTokenClassification as TFBloomForTokenClassification
from trivet_tf.models import TFBloomMainLayer as TFBloomMainLayer
from trivet_tf.models import TFBloomModel as TFBloomModel
from trivet_tf.models import TFBloomPreTrainedModel as TFBloomPreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
