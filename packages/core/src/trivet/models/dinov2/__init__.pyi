# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.dinov2 import configuration_dinov2 as configuration_dinov2
from trivet.models.dinov2 import modeling_dinov2 as modeling_dinov2
from trivet.models.dinov2 import modeling_flax_dinov2 as modeling_flax_dinov2
from trivet.models.dinov2 import modeling_tf_dinov2 as modeling_tf_dinov2
from trivet.families.vision.dinov2 import Dinov2Config as Dinov2Config
from trivet_torch.models import Dinov2ForImageClassification as Dinov2ForImageClassification
from trivet_torch.models import Dinov2Model as Dinov2Model
from trivet_torch.models import Dinov2PreTrainedModel as Dinov2PreTrainedModel
from trivet_flax.models import FlaxDinov2ForImageClassification as FlaxDinov2ForImageClassification
from trivet_flax.models import FlaxDinov2Model as FlaxDinov2Model
from trivet_flax.models import FlaxDinov2PreTrainedModel as FlaxDinov2PreTrainedModel
from trivet_tf.models import TFDinov2ForImageClassification as TFDinov2ForImageClassification
from trivet_tf.models import TFDinov2MainLayer as TFDinov2MainLayer
from trivet_tf.models import TFDinov2Model as TFDinov2Model
from trivet_tf.models import TFDinov2PreTrainedModel as TFDinov2PreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
