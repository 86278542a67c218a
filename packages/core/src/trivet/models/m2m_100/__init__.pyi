# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.m2m_100 import configuration_m2m_100 as configuration_m2m_100
from trivet.models.m2m_100 import modeling_flax_m2m_100 as modeling_flax_m2m_100
from trivet.models.m2m_100 import modeling_m2m_100 as modeling_m2m_100
from trivet.models.m2m_100 import modeling_tf_m2m_100 as modeling_tf_m2m_100
from trivet_flax.models import FlaxM2M100ForConditionalGeneration as FlaxM2M100ForConditionalGeneration
from trivet_flax.models import FlaxM2M100Model as FlaxM2M100Model
from trivet_flax.models import FlaxM2M100PreTrainedModel as FlaxM2M100PreTrainedModel
from trivet.families.text.m2m_100 import M2M100Config as M2M100Config
from trivet_torch.models import M2M100ForConditionalGeneration as M2M100ForConditionalGeneration
from trivet_torch.models import M2M100Model as M2M100Model
from trivet_torch.models import M2M100PreTrainedModel as M2M100PreTrainedModel
from trivet_tf.models import TFM2M100ForConditionalGeneration as TFM2M100ForConditionalGeneration
from trivet_tf.models import TFM2M100Model as TFM2M100Model
from trivet_tf.models import TFM2M100PreTrainedModel as TFM2M100PreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
