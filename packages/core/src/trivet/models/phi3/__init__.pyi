# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.phi3 import configuration_phi3 as configuration_phi3
from trivet.models.phi3 import modeling_flax_phi3 as modeling_flax_phi3
from trivet.models.phi3 import modeling_phi3 as modeling_phi3
from trivet.models.phi3 import modeling_tf_phi3 as modeling_tf_phi3
from trivet_flax.models import FlaxPhi3ForCausalLM as FlaxPhi3ForCausalLM
from trivet_flax.models import FlaxPhi3ForSequenceClassification as FlaxPhi3ForSequenceClassification
from trivet_flax.models import FlaxPhi3ForTokenClassification as FlaxPhi3ForTokenClassification
from trivet_flax.models import FlaxPhi3Model as FlaxPhi3Model
from trivet_flax.models import FlaxPhi3PreTrainedModel as FlaxPhi3PreTrainedModel
from trivet.families.text.phi3 import Phi3Config as Phi3Config
from trivet_torch.models import Phi3ForCausalLM as Phi3ForCausalLM
from trivet_torch.models import Phi3ForSequenceClassification as Phi3ForSequenceClassification
from trivet_torch.models import Phi3ForTokenClassification as Phi3ForTokenClassification
from trivet_torch.models import Phi3Model as Phi3Model
from trivet_torch.models import Phi3PreTrainedModel as Phi3PreTrainedModel
from trivet_tf.models import TFPhi3ForCausalLM as TFPhi3ForCausalLM
from trivet_tf.models import TFPhi3ForSequenceClassification as TFPhi3ForSequenceClassification
from trivet_tf.models import TFPhi3ForTokenClassification as TFPhi3ForTokenClassification
from trivet_tf.models import TFPhi3MainLayer as TFPhi3MainLayer
from trivet_tf.models import TFPhi3Model as TFPhi3Model
from trivet_tf.models import TFPhi3PreTrainedModel as TFPhi3PreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
