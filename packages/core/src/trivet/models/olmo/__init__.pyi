# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.olmo import configuration_olmo as configuration_olmo
from trivet.models.olmo import modeling_flax_olmo as modeling_flax_olmo
from trivet.models.olmo import modeling_olmo as modeling_olmo
from trivet.models.olmo import modeling_tf_olmo as modeling_tf_olmo
from trivet_flax.models import FlaxOlmoForCausalLM as FlaxOlmoForCausalLM
from trivet_flax.models import FlaxOlmoForSequenceClassification as FlaxOlmoForSequenceClassification
from trivet_flax.models import FlaxOlmoModel as FlaxOlmoModel
from trivet_flax.models import FlaxOlmoPreTrainedModel as FlaxOlmoPreTrainedModel
from trivet.families.text.olmo import OlmoConfig as OlmoConfig
from trivet_torch.models import OlmoForCausalLM as OlmoForCausalLM
from trivet_torch.models import OlmoForSequenceClassification as OlmoForSequenceClassification
from trivet_torch.models import OlmoModel as OlmoModel
from trivet_torch.models import OlmoPreTrainedModel as OlmoPreTrainedModel
from trivet_tf.models import TFOlmoForCausalLM as TFOlmoForCausalLM
from trivet_tf.models import TFOlmoForSequenceClassification as TFOlmoForSequenceClassification
from trivet_tf.models import TFOlmoMainLayer as TFOlmoMainLayer
from trivet_tf.models import TFOlmoModel as TFOlmoModel
from trivet_tf.models import TFOlmoPreTrainedModel as TFOlmoPreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
