# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.mpnet import configuration_mpnet as configuration_mpnet
from trivet.models.mpnet import modeling_flax_mpnet as modeling_flax_mpnet
from trivet.models.mpnet import modeling_mpnet as modeling_mpnet
from trivet.models.mpnet import modeling_tf_mpnet as modeling_tf_mpnet
from trivet_flax.models import FlaxMPNetForMaskedLM as FlaxMPNetForMaskedLM
from trivet_flax.models import FlaxMPNetForMultipleChoice as FlaxMPNetForMultipleChoice
from trivet_flax.models import FlaxMPNetForQuestionAnswering as FlaxMPNetForQuestionAnswering
from trivet_flax.models import FlaxMPNetForSequenceClassification as FlaxMPNetForSequenceClassification
from trivet_flax.models import FlaxMPNetForTokenClassification as FlaxMPNetForTokenClassification
from trivet_flax.models import FlaxMPNetModel as FlaxMPNetModel
from trivet_flax.models import FlaxMPNetPreTrainedModel as FlaxMPNetPreTrainedModel
from trivet.families.text.mpnet import MPNetConfig as MPNetConfig
from trivet_torch.models import MPNetForMaskedLM as MPNetForMaskedLM
from trivet_torch.models import MPNetForMultipleChoice as MPNetForMultipleChoice
from trivet_torch.models import MPNetForQuestionAnswering as MPNetForQuestionAnswering
from trivet_torch.models import MPNetForSequenceClassification as MPNetForSequenceClassification
from trivet_torch.models import MPNetForTokenClassification as MPNetForTokenClassification
from trivet_torch.models import MPNetModel as MPNetModel
from trivet_torch.models import MPNetPreTrainedModel as MPNetPreTrainedModel
from trivet_tf.models import TFMPNetForMaskedLM as TFMPNetForMaskedLM
from trivet_tf.models import TFMPNetForMultipleChoice as TFMPNetForMultipleChoice
from trivet_tf.models import TFMPNetForQuestionAnswering as TFMPNetForQuestionAnswering
from trivet_tf.models import TFMPNetForSequenceClassification as TFMPNetForSequenceClassification
from trivet_tf.models import TFMPNetForTokenClassification as TFMPNetForTokenClassification
from trivet_tf.models import TFMPNetMainLayer as TFMPNetMainLayer
from trivet_tf.models import TFMPNetModel as TFMPNetModel
from trivet_tf.models import TFMPNetPreTrainedModel as TFMPNetPreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
