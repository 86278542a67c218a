# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.beit import configuration_beit as configuration_beit
from trivet.models.beit import modeling_beit as modeling_beit
from trivet.models.beit import modeling_flax_beit as modeling_flax_beit
from trivet.models.beit import modeling_tf_beit as modeling_tf_beit
from trivet.families.vision.beit import BeitConfig as BeitConfig
from trivet_torch.models import BeitForImageClassification as BeitForImageClassification
from trivet_torch.models import BeitForMaskedImageModeling as BeitForMaskedImageModeling
from trivet_torch.models import BeitModel as BeitModel
from trivet_torch.models import BeitPreTrainedModel as BeitPreTrainedModel
from trivet_flax.models import FlaxBeitForImageClassification as FlaxBeitForImageClassification
from trivet_flax.models import FlaxBeitForMaskedImageModeling as FlaxBeitForMaskedImageModeling
from trivet_flax.models import FlaxBeitModel as FlaxBeitModel
from trivet_flax.models import FlaxBeitPreTrainedModel as FlaxBeitPreTrainedModel
from trivet_tf.models import TFBeitForImageClassification as TFBeitForImageClassification
from trivet_tf.models import TFBeitForMaskedImageModeling as TFBeitForMaskedImageModeling
from trivet_tf.models import TFBeitMainLayer as TFBeitMainLayer
from trivet_tf.models import TFBeitModel as TFBeitModel
from trivet_tf.models import TFBeitPreTrainedModel as TFBeitPreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
