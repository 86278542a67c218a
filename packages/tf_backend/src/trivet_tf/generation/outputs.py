"""What `generate(return_dict_in_generate=True)` returns, as TensorFlow sees into it: fields as in `transformers`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from trivet.text.generation.prepare import Mode
from trivet_tf.framework import tf
from trivet_tf.model.outputs import TFModelOutput

Results = Mapping[str, Any]
"""The results of a search: field of `trivet.text.generation.outputs` → value. Those that it lacks are None."""

Steps = tuple[Any, ...]


class _OfDecoder(TFModelOutput):
    """Outputs of a decoder alone, which has other names in what encoders and decoders return."""

    attentions: Steps | None
    hidden_states: Steps | None

    @property
    def decoder_hidden_states(self) -> Steps | None:
        """Another name of `hidden_states`."""
        return self.hidden_states

    @property
    def decoder_attentions(self) -> Steps | None:
        """Another name of `attentions`."""
        return self.attentions


class _OfBoth(TFModelOutput):
    """Outputs of an encoder and a decoder."""

    decoder_attentions: Steps | None
    decoder_hidden_states: Steps | None

    @property
    def hidden_states(self) -> Steps | None:
        """Another name of `decoder_hidden_states`."""
        return self.decoder_hidden_states

    @property
    def attentions(self) -> Steps | None:
        """Another name of `decoder_attentions`."""
        return self.decoder_attentions


@dataclass
class _DecoderOnly(_OfDecoder):
    """Texts of a search without beams, by a decoder alone.

    Attributes:
        sequences: [rows, length], padded, with the prompt.
        scores: for each new token the processed scores [rows, vocab], on request.
        attentions, hidden_states: for each new token the model's output, on request.
        cross_attentions: the same, of a decoder that attends to an encoder's states.
        past_key_values: the cache at the end of the search.
    """

    sequences: tf.Tensor | None = None
    scores: Any = None
    attentions: Steps | None = None
    hidden_states: Steps | None = None
    cross_attentions: Steps | None = None
    past_key_values: Any = None


@dataclass
class _EncoderDecoder(_OfBoth):
    """Texts of a search without beams, by an encoder and a decoder.

    Attributes:
        sequences, scores, past_key_values: as those of a decoder alone.
        encoder_attentions, encoder_hidden_states: of the encoder, on request.
        decoder_attentions, cross_attentions, decoder_hidden_states: for each new token, on request.
    """

    sequences: tf.Tensor | None = None
    scores: Any = None
    encoder_attentions: Steps | None = None
    encoder_hidden_states: Steps | None = None
    decoder_attentions: Steps | None = None
    cross_attentions: Steps | None = None
    decoder_hidden_states: Steps | None = None
    past_key_values: Any = None


@dataclass
class _BeamDecoderOnly(_OfDecoder):
    """Texts of a beam search by a decoder alone.

    Attributes:
        sequences_scores: [rows], by which the texts are ranked.
        beam_indices: [rows, new tokens], the row that each token was chosen from; -1 after the end.
        sequences, scores, attentions, hidden_states, cross_attentions, past_key_values: as those without beams.
    """

    sequences: tf.Tensor | None = None
    sequences_scores: tf.Tensor | None = None
    scores: Any = None
    beam_indices: tf.Tensor | None = None
    attentions: Steps | None = None
    hidden_states: Steps | None = None
    cross_attentions: Steps | None = None
    past_key_values: Any = None


@dataclass
class _BeamEncoderDecoder(_OfBoth):
    """Texts of a beam search by an encoder and a decoder.

    Attributes:
        sequences_scores, beam_indices: as those of a decoder alone.
        sequences, scores, past_key_values: as those without beams.
        encoder_attentions, encoder_hidden_states: the same.
        decoder_attentions, cross_attentions, decoder_hidden_states: the same.
    """

    sequences: tf.Tensor | None = None
    sequences_scores: tf.Tensor | None = None
    scores: Any = None
    beam_indices: tf.Tensor | None = None
    encoder_attentions: Steps | None = None
    encoder_hidden_states: Steps | None = None
    decoder_attentions: Steps | None = None
    cross_attentions: Steps | None = None
    decoder_hidden_states: Steps | None = None
    past_key_values: Any = None


class TFGreedySearchDecoderOnlyOutput(_DecoderOnly):
    """Of greedy search by a decoder alone."""


class TFGreedySearchEncoderDecoderOutput(_EncoderDecoder):
    """Of greedy search by an encoder and a decoder."""


class TFSampleDecoderOnlyOutput(_DecoderOnly):
    """Of sampling by a decoder alone."""


class TFSampleEncoderDecoderOutput(_EncoderDecoder):
    """Of sampling by an encoder and a decoder."""


class TFContrastiveSearchDecoderOnlyOutput(_DecoderOnly):
    """Of contrastive search by a decoder alone."""


class TFContrastiveSearchEncoderDecoderOutput(_EncoderDecoder):
    """Of contrastive search by an encoder and a decoder."""


class TFBeamSearchDecoderOnlyOutput(_BeamDecoderOnly):
    """Of beam search by a decoder alone."""


class TFBeamSearchEncoderDecoderOutput(_BeamEncoderDecoder):
    """Of beam search by an encoder and a decoder."""


class TFBeamSampleDecoderOnlyOutput(_BeamDecoderOnly):
    """Of sampling beams by a decoder alone."""


class TFBeamSampleEncoderDecoderOutput(_BeamEncoderDecoder):
    """Of sampling beams by an encoder and a decoder."""


_DECODER_ONLY: Mapping[str, type[TFModelOutput]] = MappingProxyType(
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
_ENCODER_DECODER: Mapping[str, type[TFModelOutput]] = MappingProxyType(
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


def of_search(results: Results, mode: Mode, *, encodes: bool) -> TFModelOutput:
    """The results, as an output of the class named for the search.

    Args:
        encodes: whether the model has an encoder.
    """
    if encodes:
        return _ENCODER_DECODER[mode](**results)
    own = {name.removeprefix("decoder_"): value for name, value in results.items() if not name.startswith("encoder_")}
    return _DECODER_ONLY[mode](**own)
