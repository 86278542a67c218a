"""The results of `generate(return_dict_in_generate=True)`, in all frameworks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from trivet.families.outputs import Array, ModelOutput


@dataclass
class GenerateOutput(ModelOutput[Array]):
    """Texts of a search without beams.

    Attributes:
        sequences: [rows, length], padded; for decoder-only models including the prompt.
        scores: for each new token the processed scores [rows, vocab], on request. For beams in Flax without that
            request, [rows] like `sequences_scores`, except that they are sums of log probabilities without the penalty
            for length if no beam of a prompt has ended.
        past_key_values: the cache at the end of the search.
        encoder_hidden_states, encoder_attentions: of the encoder, on request.
        decoder_hidden_states, decoder_attentions, cross_attentions: for each new token the model's output, on request;
            those of a decoder-only model have the same names.
    """

    sequences: Array | None = None
    scores: Any = None
    past_key_values: Any = None
    encoder_hidden_states: tuple[Array, ...] | None = None
    encoder_attentions: tuple[Array, ...] | None = None
    decoder_hidden_states: tuple[Any, ...] | None = None
    decoder_attentions: tuple[Any, ...] | None = None
    cross_attentions: tuple[Any, ...] | None = None

    @property
    def hidden_states(self) -> tuple[Any, ...] | None:
        """Another name of `decoder_hidden_states`."""
        return self.decoder_hidden_states

    @property
    def attentions(self) -> tuple[Any, ...] | None:
        """Another name of `decoder_attentions`."""
        return self.decoder_attentions


@dataclass
class GenerateBeamOutput(GenerateOutput[Array]):
    """Texts of a beam search.

    Attributes:
        sequences_scores: [rows], by which the texts are ranked.
        beam_indices: [rows, new tokens], the row that each token was chosen from; -1 after the end.
    """

    sequences_scores: Array | None = None
    beam_indices: Array | None = None
