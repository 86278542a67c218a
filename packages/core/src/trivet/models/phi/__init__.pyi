# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.phi import configuration_phi as configuration_phi
from trivet.models.phi import modeling_flax_phi as modeling_flax_phi
from trivet.models.phi import modeling_phi as modeling_phi
from trivet.models.phi import modeling_tf_phi as modeling_tf_phi
from trivet_flax.models import FlaxPhiForCausalLM as FlaxPhiForCausalLM
from trivet_flax.models import FlaxPhiForSequenceClassification as FlaxPhiForSequenceClassification
from trivet_flax.models import FlaxPhiForTokenClassification as FlaxPhiForTokenClassification
from trivet_flax.models import FlaxPhiModel as FlaxPhiModel
from trivet_flax.models import FlaxPhiPreTrainedModel as FlaxPhiPreTrainedModel
from trivet.families.text.phi import PhiConfig as PhiConfig
from trivet_torch.models import PhiForCausalLM as PhiForCausalLM
from trivet_torch.models import PhiForSequenceClassification as PhiForSequenceClassification
from trivet_torch.models import PhiForTokenClassification as PhiForTokenClassification
from trivet_torch.models import PhiModel as PhiModel
from trivet_torch.models import PhiPreTrainedModel as PhiPreTrainedModel
from trivet_tf.models import TFPhiForCausalLM as TFPhiForCausalLM
from trivet_tf.models import TFPhiForSequenceClassification as TFPhiForSequenceClassification
from trivet_tf.models import TFPhiForTokenClassification as TFPhiForTokenClassification
from trivet_tf.models import TFPhiMainLayer as TFPhiMainLayer
from trivet_tf.models import TFPhiModel as TFPhiModel
from trivet_tf.models import TFPhiPreTrainedModel as TFPhiPreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
