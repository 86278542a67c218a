# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.olmo3 import configuration_olmo3 as configuration_olmo3
from trivet.models.olmo3 import modeling_flax_olmo3 as modeling_flax_olmo3
from trivet.models.olmo3 import modeling_olmo3 as modeling_olmo3
from trivet.models.olmo3 import modeling_tf_olmo3 as modeling_tf_olmo3
from trivet_flax.models import FlaxOlmo3ForCausalLM as FlaxOlmo3ForCausalLM
from trivet_flax.models import FlaxOlmo3ForSequenceClassification as FlaxOlmo3ForSequenceClassification
from trivet_flax.models import FlaxOlmo3Model as FlaxOlmo3Model
from trivet_flax.models import FlaxOlmo3PreTrainedModel as FlaxOlmo3PreTrainedModel
from trivet.families.text.olmo3 import Olmo3Config as Olmo3Config
from trivet_torch.models import Olmo3ForCausalLM as Olmo3ForCausalLM
from trivet_torch.models import Olmo3ForSequenceClassification as Olmo3ForSequenceClassification
from trivet_torch.models import Olmo3Model as Olmo3Model
from trivet_torch.models import Olmo3PreTrainedModel as Olmo3PreTrainedModel
from trivet_tf.models import TFOlmo3ForCausalLM as TFOlmo3ForCausalLM
from trivet_tf.models import TFOlmo3ForSequenceClassification as TFOlmo3ForSequenceClassification
from trivet_tf.models import TFOlmo3MainLayer as TFOlmo3MainLayer
from trivet_tf.models import TFOlmo3Model as TFOlmo3Model
from trivet_tf.models import TFOlmo3PreTrainedModel as TFOlmo3PreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
