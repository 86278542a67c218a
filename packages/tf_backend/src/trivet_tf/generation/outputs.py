"""What `generate(return_dict_in_generate=True)` returns, as TensorFlow sees into it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from trivet.text.generation import outputs
from trivet.text.generation.prepare import Mode
from trivet_tf.framework import tf
from trivet_tf.model.outputs import TFModelOutput


class TFGenerateOutput(TFModelOutput, outputs.GenerateOutput[tf.Tensor]):
    """As `GenerateOutput`."""


class TFGenerateBeamOutput(TFGenerateOutput, outputs.GenerateBeamOutput[tf.Tensor]):
    """As `GenerateBeamOutput`."""


class TFGreedySearchDecoderOnlyOutput(TFGenerateOutput):
    """Of greedy search by a decoder alone."""


class TFGreedySearchEncoderDecoderOutput(TFGenerateOutput):
    """Of greedy search by an encoder and a decoder."""


class TFSampleDecoderOnlyOutput(TFGenerateOutput):
    """Of sampling by a decoder alone."""


class TFSampleEncoderDecoderOutput(TFGenerateOutput):
    """Of sampling by an encoder and a decoder."""


class TFContrastiveSearchDecoderOnlyOutput(TFGenerateOutput):
    """Of contrastive search by a decoder alone."""


class TFContrastiveSearchEncoderDecoderOutput(TFGenerateOutput):
    """Of contrastive search by an encoder and a decoder."""


class TFBeamSearchDecoderOnlyOutput(TFGenerateBeamOutput):
    """Of beam search by a decoder alone."""


class TFBeamSearchEncoderDecoderOutput(TFGenerateBeamOutput):
    """Of beam search by an encoder and a decoder."""


class TFBeamSampleDecoderOnlyOutput(TFGenerateBeamOutput):
    """Of sampling beams by a decoder alone."""


class TFBeamSampleEncoderDecoderOutput(TFGenerateBeamOutput):
    """Of sampling beams by an encoder and a decoder."""


_DECODER_ONLY: Mapping[str, type[TFGenerateOutput]] = MappingProxyType(
    {
        "greedy": TFGreedySearchDecoderOnlyOutput,
        "assisted": TFGreedySearchDecoderOnlyOutput,
        "sample": TFSampleDecoderOnlyOutput,
        "contrastive": TFContrastiveSearchDecoderOnlyOutput,
        "beam": TFBeamSearchDecoderOnlyOutput,
        "group_beam": TFBeamSearchDecoderOnlyOutput,
        "beam_sample": TFBeamSampleDecoderOnlyOutput,
    }
)
_ENCODER_DECODER: Mapping[str, type[TFGenerateOutput]] = MappingProxyType(
    {
        "greedy": TFGreedySearchEncoderDecoderOutput,
        "assisted": TFGreedySearchEncoderDecoderOutput,
        "sample": TFSampleEncoderDecoderOutput,
        "contrastive": TFContrastiveSearchEncoderDecoderOutput,
        "beam": TFBeamSearchEncoderDecoderOutput,
        "group_beam": TFBeamSearchEncoderDecoderOutput,
        "beam_sample": TFBeamSampleEncoderDecoderOutput,
    }
)


def of_search(output: TFGenerateOutput, mode: Mode, *, encodes: bool) -> TFGenerateOutput:
    """The output as the class that bears the search's name.

    Args:
        encodes: whether the model has an encoder.
    """
    return (_ENCODER_DECODER if encodes else _DECODER_ONLY)[mode](**output)
