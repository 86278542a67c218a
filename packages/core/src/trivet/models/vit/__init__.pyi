# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.vit import configuration_vit as configuration_vit
from trivet.models.vit import modeling_flax_vit as modeling_flax_vit
from trivet.models.vit import modeling_tf_vit as modeling_tf_vit
from trivet.models.vit import modeling_vit as modeling_vit
from trivet_flax.models import FlaxViTForImageClassification as FlaxViTForImageClassification
from trivet_flax.models import FlaxViTForMaskedImageModeling as FlaxViTForMaskedImageModeling
from trivet_flax.models import FlaxViTModel as FlaxViTModel
from trivet_flax.models import FlaxViTPreTrainedModel as FlaxViTPreTrainedModel
from trivet_tf.models import TFViTForImageClassification as TFViTForImageClassification
from trivet_tf.models import TFViTForMaskedImageModeling as TFViTForMaskedImageModeling
from trivet_tf.models import TFViTMainLayer as TFViTMainLayer
from trivet_tf.models import TFViTModel as TFViTModel
from trivet_tf.models import TFViTPreTrainedModel as TFViTPreTrainedModel
from trivet.families.vision.vit import ViTConfig as ViTConfig
from trivet_torch.models import ViTForImageClassification as ViTForImageClassification
from trivet_torch.models import ViTForMaskedImageModeling as ViTForMaskedImageModeling
from trivet_torch.models import ViTModel as ViTModel
from trivet_torch.models import ViTPreTrainedModel as ViTPreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
