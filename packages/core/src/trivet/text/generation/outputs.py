"""What `generate(return_dict_in_generate=True)` returns, in all frameworks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from trivet.families.outputs import Array, ModelOutput


@dataclass
class GenerateOutput(ModelOutput[Array]):
    """Texts that a search over single tokens wrote.

    Attributes:
        sequences: [rows, length], padded; of decoder-only models with the prompt.
        scores: per new token the processed scores [rows, vocab], when asked for; of beams in Flax, when not, [rows] as
            `sequences_scores`, but sums of log probabilities, not penalised for length, where no beam of a prompt
            ended.
        past_key_values: the cache as the search left it.
        encoder_hidden_states, encoder_attentions: of the encoder, when asked for.
        decoder_hidden_states, decoder_attentions, cross_attentions: per new token what the model returned for it, when
            asked for; a decoder-only model's own are called so too.
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
    """Texts that a beam search wrote.

    Attributes:
        sequences_scores: [rows], by which they were ranked.
        beam_indices: [rows, new tokens], the row that each token was chosen from; -1 behind the end.
    """

    sequences_scores: Array | None = None
    beam_indices: Array | None = None
