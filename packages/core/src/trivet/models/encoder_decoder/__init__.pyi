# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models.encoder_decoder import configuration_encoder_decoder as configuration_encoder_decoder
from trivet.models.encoder_decoder import modeling_encoder_decoder as modeling_encoder_decoder
from trivet.models.encoder_decoder import modeling_flax_encoder_decoder as modeling_flax_encoder_decoder
from trivet.models.encoder_decoder import modeling_tf_encoder_decoder as modeling_tf_encoder_decoder
from trivet.families.text.encoder_decoder import EncoderDecoderConfig as EncoderDecoderConfig
from trivet_torch.models import EncoderDecoderModel as EncoderDecoderModel
from trivet_torch.models import EncoderDecoderPreTrainedModel as EncoderDecoderPreTrainedModel
from trivet_flax.models import FlaxEncoderDecoderModel as FlaxEncoderDecoderModel
from trivet_flax.models import FlaxEncoderDecoderPreTrainedModel as FlaxEncoderDecoderPreTrainedModel
from trivet_tf.models import TFEncoderDecoderModel as TFEncoderDecoderModel
from trivet_tf.models import TFEncoderDecoderPreTrainedModel as TFEncoderDecoderPreTrainedModel
from typing import Any
def __getattr__(name: str) -> Any: ...
