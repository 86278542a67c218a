# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.deit import configuration_deit as configuration_deit
from trivet.models.deit import modeling_deit as modeling_deit
from trivet.models.deit import modeling_flax_deit as modeling_flax_deit
from trivet.models.deit import modeling_tf_deit as modeling_tf_deit
from trivet.families.vision.deit import DeiTConfig as DeiTConfig
from trivet_torch.models import DeiTForImageClassification as DeiTForImageClassification
from trivet_torch.models import DeiTForImageClassificationWithTeacher as DeiTForImageClassificationWithTeacher
from trivet_torch.models import DeiTForMaskedImageModeling as DeiTForMaskedImageModeling
from trivet_torch.models import DeiTModel as DeiTModel
from trivet_torch.models import DeiTPreTrainedModel as DeiTPreTrainedModel
from trivet_flax.models import FlaxDeiTForImageClassification as FlaxDeiTForImageClassification
from trivet_flax.models import FlaxDeiTForImageClassificationWithTeacher as FlaxDeiTForImageClassificationWithTeacher
from trivet_flax.models import FlaxDeiTForMaskedImageModeling as FlaxDeiTForMaskedImageModeling
from trivet_flax.models import FlaxDeiTModel as FlaxDeiTModel
from trivet_flax.models import FlaxDeiTPreTrainedModel as FlaxDeiTPreTrainedModel
from trivet_tf.models import TFDeiTForImageClassification as TFDeiTForImageClassification
from trivet_tf.models import TFDeiTForImageClassificationWithTeacher as TFDeiTForImageClassificationWithTeacher
from trivet_tf.models import TFDeiTForMaskedImageModeling as TFDeiTForMaskedImageModeling
from trivet_tf.models import TFDeiTMainLayer as TFDeiTMainLayer
from trivet_tf.models import TFDeiTModel as TFDeiTModel
from trivet_tf.models import TFDeiTPreTrainedModel as TFDeiTPreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
