# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.arcee import configuration_arcee as configuration_arcee
from trivet.models.arcee import modeling_arcee as modeling_arcee
from trivet.models.arcee import modeling_flax_arcee as modeling_flax_arcee
from trivet.models.arcee import modeling_tf_arcee as modeling_tf_arcee
from trivet.families.text.arcee import ArceeConfig as ArceeConfig
from trivet_torch.models import ArceeForCausalLM as ArceeForCausalLM
from trivet_torch.models import ArceeForQuestionAnswering as ArceeForQuestionAnswering
from trivet_torch.models import ArceeForSequenceClassification as ArceeForSequenceClassification
from trivet_torch.models import ArceeForTokenClassification as ArceeForTokenClassification
from trivet_torch.models import ArceeModel as ArceeModel
from trivet_torch.models import ArceePreTrainedModel as ArceePreTrainedModel
from trivet_flax.models import FlaxArceeForCausalLM as FlaxArceeForCausalLM
from trivet_flax.models import FlaxArceeForQuestionAnswering as FlaxArceeForQuestionAnswering
from trivet_flax.models import FlaxArceeForSequenceClassification as FlaxArceeForSequenceClassification
from trivet_flax.models import FlaxArceeForTokenClassification as FlaxArceeForTokenClassification
from trivet_flax.models import FlaxArceeModel as FlaxArceeModel
from trivet_flax.models import FlaxArceePreTrainedModel as FlaxArceePreTrainedModel
from trivet_tf.models import TFArceeForCausalLM as TFArceeForCausalLM
from trivet_tf.models import TFArceeForQuestionAnswering as TFArceeForQuestionAnswering
from trivet_tf.models import TFArceeForSequenceClassification as TFArceeForSequenceClassification
from trivet_tf.models import TFArceeForTokenClassification as TFArceeForTokenClassification
from trivet_tf.models import TFArceeMainLayer as TFArceeMainLayer
from trivet_tf.models import TFArceeModel as TFArceeModel
from trivet_tf.models import TFArceePreTrainedModel as TFArceePreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
