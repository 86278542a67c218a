# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.eurobert import configuration_eurobert as configuration_eurobert
from trivet.models.eurobert import modeling_eurobert as modeling_eurobert
from trivet.models.eurobert import modeling_flax_eurobert as modeling_flax_eurobert
from trivet.models.eurobert import modeling_tf_eurobert as modeling_tf_eurobert
from trivet.families.text.eurobert import EuroBertConfig as EuroBertConfig
from trivet_torch.models import EuroBertForMaskedLM as EuroBertForMaskedLM
from trivet_torch.models import EuroBertForSequenceClassification as EuroBertForSequenceClassification
from trivet_torch.models import EuroBertForTokenClassification as EuroBertForTokenClassification
from trivet_torch.models import EuroBertModel as EuroBertModel
from trivet_torch.models import EuroBertPreTrainedModel as EuroBertPreTrainedModel
from trivet_flax.models import FlaxEuroBertForMaskedLM as FlaxEuroBertForMaskedLM
from trivet_flax.models import FlaxEuroBertForSequenceClassification as FlaxEuroBertForSequenceClassification
from trivet_flax.models import FlaxEuroBertForTokenClassification as FlaxEuroBertForTokenClassification
from trivet_flax.models import FlaxEuroBertModel as FlaxEuroBertModel
from trivet_flax.models import FlaxEuroBertPreTrainedModel as FlaxEuroBertPreTrainedModel
from trivet_tf.models import TFEuroBertForMaskedLM as TFEuroBertForMaskedLM
from trivet_tf.models import TFEuroBertForSequenceClassification as TFEuroBertForSequenceClassification
from trivet_tf.models import TFEuroBertForTokenClassification as TFEuroBertForTokenClassification
from trivet_tf.models import TFEuroBertMainLayer as TFEuroBertMainLayer
from trivet_tf.models import TFEuroBertModel as TFEuroBertModel
from trivet_tf.models import TFEuroBertPreTrainedModel as TFEuroBertPreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
