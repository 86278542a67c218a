# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.olmo2 import configuration_olmo2 as configuration_olmo2
from trivet.models.olmo2 import modeling_flax_olmo2 as modeling_flax_olmo2
from trivet.models.olmo2 import modeling_olmo2 as modeling_olmo2
from trivet.models.olmo2 import modeling_tf_olmo2 as modeling_tf_olmo2
from trivet_flax.models import FlaxOlmo2ForCausalLM as FlaxOlmo2ForCausalLM
from trivet_flax.models import FlaxOlmo2ForSequenceClassification as FlaxOlmo2ForSequenceClassification
from trivet_flax.models import FlaxOlmo2Model as FlaxOlmo2Model
from trivet_flax.models import FlaxOlmo2PreTrainedModel as FlaxOlmo2PreTrainedModel
from trivet.families.text.olmo2 import Olmo2Config as Olmo2Config
from trivet_torch.models import Olmo2ForCausalLM as Olmo2ForCausalLM
from trivet_torch.models import Olmo2ForSequenceClassification as Olmo2ForSequenceClassification
from trivet_torch.models import Olmo2Model as Olmo2Model
from trivet_torch.models import Olmo2PreTrainedModel as Olmo2PreTrainedModel
from trivet_tf.models import TFOlmo2ForCausalLM as TFOlmo2ForCausalLM
from trivet_tf.models import TFOlmo2ForSequenceClassification as TFOlmo2ForSequenceClassification
from trivet_tf.models import TFOlmo2MainLayer as TFOlmo2MainLayer
from trivet_tf.models import TFOlmo2Model as TFOlmo2Model
from trivet_tf.models import TFOlmo2PreTrainedModel as TFOlmo2PreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
