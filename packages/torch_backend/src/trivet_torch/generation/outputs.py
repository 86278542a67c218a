"""What `generate(return_dict_in_generate=True)` returns: classes and fields as `transformers` has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch

from trivet.families.outputs import ModelOutput

__all__ = [
    "BeamSampleDecoderOnlyOutput",
    "BeamSampleEncoderDecoderOutput",
    "BeamSearchDecoderOnlyOutput",
    "BeamSearchEncoderDecoderOutput",
    "ContrastiveSearchDecoderOnlyOutput",
    "ContrastiveSearchEncoderDecoderOutput",
    "GenerateBeamDecoderOnlyOutput",
    "GenerateBeamEncoderDecoderOutput",
    "GenerateDecoderOnlyOutput",
    "GenerateEncoderDecoderOutput",
    "GreedySearchDecoderOnlyOutput",
    "GreedySearchEncoderDecoderOutput",
    "SampleDecoderOnlyOutput",
    "SampleEncoderDecoderOutput",
]

Tensor = torch.Tensor
Steps = tuple[Any, ...]


class _OfDecoder(ModelOutput[Tensor]):
    """Outputs of a decoder alone, which also have the names that those of encoders and decoders have."""

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


class _OfBoth(ModelOutput[Tensor]):
    """Outputs of an encoder and a decoder, which also have the names that those of a decoder alone have."""

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
class GenerateDecoderOnlyOutput(_OfDecoder):
    """Texts of a search without beams, by a decoder alone.

    Attributes:
        sequences: ids [rows, length], padded, with the prompt.
        scores: for each new token the processed scores [rows, vocab], on request.
        attentions, hidden_states: for each new token the model's output, on request.
        past_key_values: the cache at the end of the search.
        cross_attentions: for each new token, of a decoder that attends to an encoder's states.
    """

    sequences: Tensor | None = None
    scores: Steps | None = None
    attentions: Steps | None = None
    hidden_states: Steps | None = None
    past_key_values: Any = None
    cross_attentions: Steps | None = None


@dataclass
class GenerateEncoderDecoderOutput(_OfBoth):
    """Texts of a search without beams, by an encoder and a decoder.

    Attributes:
        sequences, scores, past_key_values: as those of a decoder alone.
        encoder_attentions, encoder_hidden_states: of the encoder, on request.
        decoder_attentions, cross_attentions, decoder_hidden_states: for each new token, on request.
    """

    sequences: Tensor | None = None
    scores: Steps | None = None
    encoder_attentions: Steps | None = None
    encoder_hidden_states: Steps | None = None
    decoder_attentions: Steps | None = None
    cross_attentions: Steps | None = None
    decoder_hidden_states: Steps | None = None
    past_key_values: Any = None


@dataclass
class GenerateBeamDecoderOnlyOutput(_OfDecoder):
    """Texts of a beam search by a decoder alone.

    Attributes:
        sequences_scores: [rows], by which the texts are ranked.
        beam_indices: [rows, new tokens], the row that each token was chosen from; -1 after the end.
        sequences, scores, attentions, hidden_states, past_key_values, cross_attentions: as those without beams.
    """

    sequences: Tensor | None = None
    sequences_scores: Tensor | None = None
    scores: Steps | None = None
    beam_indices: Tensor | None = None
    attentions: Steps | None = None
    hidden_states: Steps | None = None
    past_key_values: Any = None
    cross_attentions: Steps | None = None


@dataclass
class GenerateBeamEncoderDecoderOutput(_OfBoth):
    """Texts of a beam search by an encoder and a decoder.

    Attributes:
        sequences_scores, beam_indices: as those of a decoder alone.
        sequences, scores, past_key_values: as those without beams.
        encoder_attentions, encoder_hidden_states: the same.
        decoder_attentions, cross_attentions, decoder_hidden_states: the same.
    """

    sequences: Tensor | None = None
    sequences_scores: Tensor | None = None
    scores: Steps | None = None
    beam_indices: Tensor | None = None
    encoder_attentions: Steps | None = None
    encoder_hidden_states: Steps | None = None
    decoder_attentions: Steps | None = None
    cross_attentions: Steps | None = None
    decoder_hidden_states: Steps | None = None
    past_key_values: Any = None


GreedySearchDecoderOnlyOutput = SampleDecoderOnlyOutput = GenerateDecoderOnlyOutput
ContrastiveSearchDecoderOnlyOutput = GenerateDecoderOnlyOutput
GreedySearchEncoderDecoderOutput = SampleEncoderDecoderOutput = GenerateEncoderDecoderOutput
ContrastiveSearchEncoderDecoderOutput = GenerateEncoderDecoderOutput
BeamSearchDecoderOnlyOutput = BeamSampleDecoderOnlyOutput = GenerateBeamDecoderOnlyOutput
BeamSearchEncoderDecoderOutput = BeamSampleEncoderDecoderOutput = GenerateBeamEncoderDecoderOutput


def of_search(found: Mapping[str, Any], *, encodes: bool) -> ModelOutput[Tensor]:
    """The output of a search.

    Args:
        found: name of a field of `trivet.text.generation.outputs` → value; beams have `sequences_scores`.
        encodes: whether the model has an encoder.
    """
    has_beams = "sequences_scores" in found
    if encodes:
        return (GenerateBeamEncoderDecoderOutput if has_beams else GenerateEncoderDecoderOutput)(**found)
    own = {name.removeprefix("decoder_"): value for name, value in found.items() if not name.startswith("encoder_")}
    return (GenerateBeamDecoderOnlyOutput if has_beams else GenerateDecoderOnlyOutput)(**own)
