# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.cohere2 import configuration_cohere2 as configuration_cohere2
from trivet.models.cohere2 import modeling_cohere2 as modeling_cohere2
from trivet.models.cohere2 import modeling_flax_cohere2 as modeling_flax_cohere2
from trivet.models.cohere2 import modeling_tf_cohere2 as modeling_tf_cohere2
from trivet.families.text.cohere2 import Cohere2Config as Cohere2Config
from trivet_torch.models import Cohere2ForCausalLM as Cohere2ForCausalLM
from trivet_torch.models import Cohere2Model as Cohere2Model
from trivet_torch.models import Cohere2PreTrainedModel as Cohere2PreTrainedModel
from trivet_flax.models import FlaxCohere2ForCausalLM as FlaxCohere2ForCausalLM
from trivet_flax.models import FlaxCohere2Model as FlaxCohere2Model
from trivet_flax.models import FlaxCohere2PreTrainedModel as FlaxCohere2PreTrainedModel
from trivet_tf.models import TFCohere2ForCausalLM as TFCohere2ForCausalLM
from trivet_tf.models import TFCohere2MainLayer as TFCohere2MainLayer
from trivet_tf.models import TFCohere2Model as TFCohere2Model
from trivet_tf.models import TFCohere2PreTrainedModel as TFCohere2PreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
