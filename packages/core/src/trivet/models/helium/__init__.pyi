# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.helium import configuration_helium as configuration_helium
from trivet.models.helium import modeling_flax_helium as modeling_flax_helium
from trivet.models.helium import modeling_helium as modeling_helium
from trivet.models.helium import modeling_tf_helium as modeling_tf_helium
from trivet_flax.models import FlaxHeliumForCausalLM as FlaxHeliumForCausalLM
from trivet_flax.models import FlaxHeliumForSequenceClassification as FlaxHeliumForSequenceClassification
from trivet_flax.models import FlaxHeliumForTokenClassification as FlaxHeliumForTokenClassification
from trivet_flax.models import FlaxHeliumModel as FlaxHeliumModel
from trivet_flax.models import FlaxHeliumPreTrainedModel as FlaxHeliumPreTrainedModel
from trivet.families.text.helium import HeliumConfig as HeliumConfig
from trivet_torch.models import HeliumForCausalLM as HeliumForCausalLM
from trivet_torch.models import HeliumForSequenceClassification as HeliumForSequenceClassification
from trivet_torch.models import HeliumForTokenClassification as HeliumForTokenClassification
from trivet_torch.models import HeliumModel as HeliumModel
from trivet_torch.models import HeliumPreTrainedModel as HeliumPreTrainedModel
from trivet_tf.models import TFHeliumForCausalLM as TFHeliumForCausalLM
from trivet_tf.models import TFHeliumForSequenceClassification as TFHeliumForSequenceClassification
from trivet_tf.models import TFHeliumForTokenClassification as TFHeliumForTokenClassification
from trivet_tf.models import TFHeliumMainLayer as TFHeliumMainLayer
from trivet_tf.models import TFHeliumModel as TFHeliumModel
from trivet_tf.models import TFHeliumPreTrainedModel as TFHeliumPreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
