# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.dpr import configuration_dpr as configuration_dpr
from trivet.models.dpr import modeling_dpr as modeling_dpr
from trivet.models.dpr import modeling_flax_dpr as modeling_flax_dpr
from trivet.models.dpr import modeling_tf_dpr as modeling_tf_dpr
from trivet.families.text.dpr import DPRConfig as DPRConfig
from trivet_torch.models import DPRContextEncoder as DPRContextEncoder
from trivet_torch.models import DPRModel as DPRModel
from trivet_torch.models import DPRPreTrainedModel as DPRPreTrainedModel
from trivet_torch.models import DPRQuestionEncoder as DPRQuestionEncoder
from trivet_torch.models import DPRReader as DPRReader
from trivet_flax.models import FlaxDPRContextEncoder as FlaxDPRContextEncoder
from trivet_flax.models import FlaxDPRModel as FlaxDPRModel
from trivet_flax.models import FlaxDPRPreTrainedModel as FlaxDPRPreTrainedModel
from trivet_flax.models import FlaxDPRQuestionEncoder as FlaxDPRQuestionEncoder
from trivet_flax.models import FlaxDPRReader as FlaxDPRReader
from trivet_tf.models import TFDPRContextEncoder as TFDPRContextEncoder
from trivet_tf.models import TFDPRMainLayer as TFDPRMainLayer
from trivet_tf.models import TFDPRModel as TFDPRModel
from trivet_tf.models import TFDPRPreTrainedModel as TFDPRPreTrainedModel
from trivet_tf.models import TFDPRQuestionEncoder as TFDPRQuestionEncoder
from trivet_tf.models import TFDPRReader as TFDPRReader
from typing import Any
def __getattr__(name: str) -> Any: ...
