# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.mpt import configuration_mpt as configuration_mpt
from trivet.models.mpt import modeling_flax_mpt as modeling_flax_mpt
from trivet.models.mpt import modeling_mpt as modeling_mpt
from trivet.models.mpt import modeling_tf_mpt as modeling_tf_mpt
from trivet_flax.models import FlaxMptForCausalLM as FlaxMptForCausalLM
from trivet_flax.models import FlaxMptForQuestionAnswering as FlaxMptForQuestionAnswering
from trivet_flax.models import FlaxMptForSequenceClassification as FlaxMptForSequenceClassification
from trivet_flax.models import FlaxMptForTokenClassification as FlaxMptForTokenClassification
from trivet_flax.models import FlaxMptModel as FlaxMptModel
from trivet_flax.models import FlaxMptPreTrainedModel as FlaxMptPreTrainedModel
from trivet.families.text.mpt import MptConfig as MptConfig
from trivet_torch.models import MptForCausalLM as MptForCausalLM
from trivet_torch.models import MptForQuestionAnswering as MptForQuestionAnswering
from trivet_torch.models import MptForSequenceClassification as MptForSequenceClassification
from trivet_torch.models import MptForTokenClassification as MptForTokenClassification
from trivet_torch.models import MptModel as MptModel
from trivet_torch.models import MptPreTrainedModel as MptPreTrainedModel
from trivet_tf.models import TFMptForCausalLM as TFMptForCausalLM
from trivet_tf.models import TFMptForQuestionAnswering as TFMptForQuestionAnswering
from trivet_tf.models import TFMptForSequenceClassification as TFMptForSequenceClassification
from trivet_tf.models import TFMptForTokenClassification as TFMptForTokenClassification
from trivet_tf.models import TFMptMainLayer as TFMptMainLayer
from trivet_tf.models import TFMptModel as TFMptModel
from trivet_tf.models import TFMptPreTrainedModel as TFMptPreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
