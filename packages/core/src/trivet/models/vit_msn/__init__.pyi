# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.vit_msn import configuration_vit_msn as configuration_vit_msn
from trivet.models.vit_msn import modeling_flax_vit_msn as modeling_flax_vit_msn
from trivet.models.vit_msn import modeling_tf_vit_msn as modeling_tf_vit_msn
from trivet.models.vit_msn import modeling_vit_msn as modeling_vit_msn
from trivet_flax.models import FlaxViTMSNForImageClassification as FlaxViTMSNForImageClassification
from trivet_flax.models import FlaxViTMSNModel as FlaxViTMSNModel
from trivet_flax.models import FlaxViTMSNPreTrainedModel as FlaxViTMSNPreTrainedModel
from trivet_tf.models import TFViTMSNForImageClassification as TFViTMSNForImageClassification
from trivet_tf.models import TFViTMSNMainLayer as TFViTMSNMainLayer
from trivet_tf.models import TFViTMSNModel as TFViTMSNModel
from trivet_tf.models import TFViTMSNPreTrainedModel as TFViTMSNPreTrainedModel
from trivet.families.vision.vit_msn import ViTMSNConfig as ViTMSNConfig
from trivet_torch.models import ViTMSNForImageClassification as ViTMSNForImageClassification
from trivet_torch.models import ViTMSNModel as ViTMSNModel
from trivet_torch.models import ViTMSNPreTrainedModel as ViTMSNPreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
