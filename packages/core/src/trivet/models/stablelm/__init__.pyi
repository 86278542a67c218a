# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.stablelm import configuration_stablelm as configuration_stablelm
from trivet.models.stablelm import modeling_flax_stablelm as modeling_flax_stablelm
from trivet.models.stablelm import modeling_stablelm as modeling_stablelm
from trivet.models.stablelm import modeling_tf_stablelm as modeling_tf_stablelm
from trivet_flax.models import FlaxStableLmForCausalLM as FlaxStableLmForCausalLM
from trivet_flax.models import FlaxStableLmForSequenceClassification as FlaxStableLmForSequenceClassification
from trivet_flax.models import FlaxStableLmForTokenClassification as FlaxStableLmForTokenClassification
from trivet_flax.models import FlaxStableLmModel as FlaxStableLmModel
from trivet_flax.models import FlaxStableLmPreTrainedModel as FlaxStableLmPreTrainedModel
from trivet.families.text.stablelm import StableLmConfig as StableLmConfig
from trivet_torch.models import StableLmForCausalLM as StableLmForCausalLM
from trivet_torch.models import StableLmForSequenceClassification as StableLmForSequenceClassification
from trivet_torch.models import StableLmForTokenClassification as StableLmForTokenClassification
from trivet_torch.models import StableLmModel as StableLmModel
from trivet_torch.models import StableLmPreTrainedModel as StableLmPreTrainedModel
from trivet_tf.models import TFStableLmForCausalLM as TFStableLmForCausalLM
from trivet_tf.models import TFStableLmForSequenceClassification as TFStableLmForSequenceClassification
from trivet_tf.models import TFStableLmForTokenClassification as TFStableLmForTokenClassification
from trivet_tf.models import TFStableLmMainLayer as TFStableLmMainLayer
from trivet_tf.models import TFStableLmModel as TFStableLmModel
from trivet_tf.models import TFStableLmPreTrainedModel as TFStableLmPreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
