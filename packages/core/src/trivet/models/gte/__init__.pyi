# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.gte import configuration_gte as configuration_gte
from trivet.models.gte import modeling_flax_gte as modeling_flax_gte
from trivet.models.gte import modeling_gte as modeling_gte
from trivet.models.gte import modeling_tf_gte as modeling_tf_gte
from trivet_flax.models import FlaxGteForMaskedLM as FlaxGteForMaskedLM
from trivet_flax.models import FlaxGteForSequenceClassification as FlaxGteForSequenceClassification
from trivet_flax.models import FlaxGteForTokenClassification as FlaxGteForTokenClassification
from trivet_flax.models import FlaxGteModel as FlaxGteModel
from trivet_flax.models import FlaxGtePreTrainedModel as FlaxGtePreTrainedModel
from trivet.families.text.gte import GteConfig as GteConfig
from trivet_torch.models import GteForMaskedLM as GteForMaskedLM
from trivet_torch.models import GteForSequenceClassification as GteForSequenceClassification
from trivet_torch.models import GteForTokenClassification as GteForTokenClassification
from trivet_torch.models import GteModel as GteModel
from trivet_torch.models import GtePreTrainedModel as GtePreTrainedModel
from trivet_tf.models import TFGteForMaskedLM as TFGteForMaskedLM
from trivet_tf.models import TFGteForSequenceClassification as TFGteForSequenceClassification
from trivet_tf.models import TFGteForTokenClassification as TFGteForTokenClassification
from trivet_tf.models import TFGteMainLayer as TFGteMainLayer
from trivet_tf.models import TFGteModel as TFGteModel
from trivet_tf.models import TFGtePreTrainedModel as TFGtePreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
