# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.glm4 import configuration_glm4 as configuration_glm4
from trivet.models.glm4 import modeling_flax_glm4 as modeling_flax_glm4
from trivet.models.glm4 import modeling_glm4 as modeling_glm4
from trivet.models.glm4 import modeling_tf_glm4 as modeling_tf_glm4
from trivet_flax.models import FlaxGlm4ForCausalLM as FlaxGlm4ForCausalLM
from trivet_flax.models import FlaxGlm4ForSequenceClassification as FlaxGlm4ForSequenceClassification
from trivet_flax.models import FlaxGlm4ForTokenClassification as FlaxGlm4ForTokenClassification
from trivet_flax.models import FlaxGlm4Model as FlaxGlm4Model
from trivet_flax.models import FlaxGlm4PreTrainedModel as FlaxGlm4PreTrainedModel
from trivet.families.text.glm4 import Glm4Config as Glm4Config
from trivet_torch.models import Glm4ForCausalLM as Glm4ForCausalLM
from trivet_torch.models import Glm4ForSequenceClassification as Glm4ForSequenceClassification
from trivet_torch.models import Glm4ForTokenClassification as Glm4ForTokenClassification
from trivet_torch.models import Glm4Model as Glm4Model
from trivet_torch.models import Glm4PreTrainedModel as Glm4PreTrainedModel
from trivet_tf.models import TFGlm4ForCausalLM as TFGlm4ForCausalLM
from trivet_tf.models import TFGlm4ForSequenceClassification as TFGlm4ForSequenceClassification
from trivet_tf.models import TFGlm4ForTokenClassification as TFGlm4ForTokenClassification
from trivet_tf.models import TFGlm4MainLayer as TFGlm4MainLayer
from trivet_tf.models import TFGlm4Model as TFGlm4Model
from trivet_tf.models import TFGlm4PreTrainedModel as TFGlm4PreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
