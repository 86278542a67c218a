# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.whisper import configuration_whisper as configuration_whisper
from trivet.models.whisper import modeling_flax_whisper as modeling_flax_whisper
from trivet.models.whisper import modeling_tf_whisper as modeling_tf_whisper
from trivet.models.whisper import modeling_whisper as modeling_whisper
from trivet_flax.models import FlaxWhisperForConditionalGeneration as FlaxWhisperForConditionalGeneration
from trivet_flax.models import FlaxWhisperModel as FlaxWhisperModel
from trivet_flax.models import FlaxWhisperPreTrainedModel as FlaxWhisperPreTrainedModel
from trivet_tf.models import TFWhisperForConditionalGeneration as TFWhisperForConditionalGeneration
from trivet_tf.models import TFWhisperModel as TFWhisperModel
from trivet_tf.models import TFWhisperPreTrainedModel as TFWhisperPreTrainedModel
from trivet.families.speech.whisper import WhisperConfig as WhisperConfig
from trivet_torch.models import WhisperForConditionalGeneration as WhisperForConditionalGeneration
from trivet_torch.models import WhisperModel as WhisperModel
from trivet_torch.models import WhisperPreTrainedModel as WhisperPreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
