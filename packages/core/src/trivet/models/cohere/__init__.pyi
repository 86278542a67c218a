# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.cohere import configuration_cohere as configuration_cohere
from trivet.models.cohere import modeling_cohere as modeling_cohere
from trivet.models.cohere import modeling_flax_cohere as modeling_flax_cohere
from trivet.models.cohere import modeling_tf_cohere as modeling_tf_cohere
from trivet.families.text.cohere import CohereConfig as CohereConfig
from trivet_torch.models import CohereForCausalLM as CohereForCausalLM
from trivet_torch.models import CohereModel as CohereModel
from trivet_torch.models import CoherePreTrainedModel as CoherePreTrainedModel
from trivet_flax.models import FlaxCohereForCausalLM as FlaxCohereForCausalLM
from trivet_flax.models import FlaxCohereModel as FlaxCohereModel
from trivet_flax.models import FlaxCoherePreTrainedModel as FlaxCoherePreTrainedModel
from trivet_tf.models import TFCohereForCausalLM as TFCohereForCausalLM
from trivet_tf.models import TFCohereMainLayer as TFCohereMainLayer
from trivet_tf.models import TFCohereModel as TFCohereModel
from trivet_tf.models import TFCoherePreTrainedModel as TFCoherePreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
