# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.marian import configuration_marian as configuration_marian
from trivet.models.marian import modeling_flax_marian as modeling_flax_marian
from trivet.models.marian import modeling_marian as modeling_marian
from trivet.models.marian import modeling_tf_marian as modeling_tf_marian
from trivet_flax.models import FlaxMarianDecoderPreTrainedModel as FlaxMarianDecoderPreTrainedModel
from trivet_flax.models import FlaxMarianForCausalLM as FlaxMarianForCausalLM
from trivet_flax.models import FlaxMarianMTModel as FlaxMarianMTModel
from trivet_flax.models import FlaxMarianModel as FlaxMarianModel
from trivet_flax.models import FlaxMarianPreTrainedModel as FlaxMarianPreTrainedModel
from trivet.families.text.marian import MarianConfig as MarianConfig
from trivet_torch.models import MarianForCausalLM as MarianForCausalLM
from trivet_torch.models import MarianMTModel as MarianMTModel
from trivet_torch.models import MarianModel as MarianModel
from trivet_torch.models import MarianPreTrainedModel as MarianPreTrainedModel
from trivet_tf.models import TFMarianForCausalLM as TFMarianForCausalLM
from trivet_tf.models import TFMarianMTModel as TFMarianMTModel
from trivet_tf.models import TFMarianModel as TFMarianModel
from trivet_tf.models import TFMarianPreTrainedModel as TFMarianPreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
