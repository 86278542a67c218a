"""`ConstrainedBeamSearchScorer`: the scorer of beam searches whose texts must contain some tokens.

The rules are those of `transformers` 4.37.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from trivet.text.generation.constraint_state import ConstraintListState
from trivet_torch.generation.beam_scorers import Beams, BeamSearchScorer
from trivet_torch.generation.constrained import Constrained

Tensor = torch.Tensor


class ConstrainedBeamSearchScorer(BeamSearchScorer):
    """The same for texts that must contain something.

    Args:
        constraints: what that is.
        batch_size, num_beams, device, length_penalty, do_early_stopping: as of `BeamSearchScorer`.
        num_beam_hyps_to_keep, num_beam_groups, max_length: the same.
    """

    def __init__(
        self,
        batch_size: int,
        num_beams: int,
        constraints: Sequence[Any],
        device: torch.device | str | None = None,
        length_penalty: float | None = 1.0,
        do_early_stopping: bool | str | None = False,
        num_beam_hyps_to_keep: int | None = 1,
        num_beam_groups: int | None = 1,
        max_length: int | None = None,
    ) -> None:
        super().__init__(
            *(batch_size, num_beams, device, length_penalty, do_early_stopping),
            *(num_beam_hyps_to_keep, num_beam_groups, max_length),
        )
        self.constraints = list(constraints)

    def fields(self) -> dict[str, Any]:
        """The same as fields of a `GenerationConfig`."""
        return {**super().fields(), "constraints": self.constraints}

    def make_constraint_states(self, n: int) -> list[ConstraintListState]:
        """The progress of `n` texts that are empty."""
        return [ConstraintListState([each.copy() for each in self.constraints]) for _ in range(n)]

    def check_completes_constraints(self, sequence: Sequence[int]) -> bool:
        """Whether a text meets all constraints."""
        state = self.make_constraint_states(1)[0]
        state.reset(sequence)
        return state.completed

    def _may_end(self, ids: Tensor) -> bool:
        return self.check_completes_constraints(ids.tolist())

    def process(  # type: ignore[override]  # the scores of all tokens stand before the rest, as there
        self,
        input_ids: Tensor,
        next_scores: Tensor,
        next_tokens: Tensor,
        next_indices: Tensor,
        scores_for_all_vocab: Tensor,
        pad_token_id: int | None = None,
        eos_token_id: int | Sequence[int] | None = None,
        beam_indices: Sequence[Sequence[int]] | None = None,
        decoder_prompt_len: int = 0,
    ) -> Beams:
        """As that of `BeamSearchScorer`, with beams that come nearer to the constraints among those that go on.

        Args:
            scores_for_all_vocab: [batch × beams, vocab], the score of each beam with each token.

        Raises:
            ValueError: as that of `BeamSearchScorer`.
        """
        before = [*self._settled]
        beams = super().process(
            *(input_ids, next_scores, next_tokens, next_indices, pad_token_id, eos_token_id, beam_indices),
            decoder_prompt_len=decoder_prompt_len,
        )
        names = ("next_beam_scores", "next_beam_tokens", "next_beam_indices")
        size = self.group_size
        for batch in (batch for batch, was_settled in enumerate(before) if not was_settled):
            rows = slice(batch * size, (batch + 1) * size)
            kept = [beams[name][rows] for name in names]
            stepped = self.step_sentence_constraint(batch, input_ids, scores_for_all_vocab, *kept)
            for name, values in zip(names, stepped, strict=True):
                beams[name][rows] = values
        return beams

    def step_sentence_constraint(
        self,
        batch_idx: int,
        input_ids: Tensor,
        vocab_scores: Tensor,
        sent_beam_scores: Tensor,
        sent_beam_tokens: Tensor,
        sent_beam_indices: Tensor,
        push_progress: bool = False,
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Of one text's beams, and of those that come nearer to the constraints, the ones that go on.

        Args:
            batch_idx: number of the text.
            input_ids: [batch × beams, length].
            vocab_scores: [batch × beams, vocab].
            sent_beam_scores, sent_beam_tokens, sent_beam_indices: [beams]; the indices are rows of `input_ids`.
            push_progress: without effect: tokens that advance a constraint are always among those considered.

        Returns:
            The same three.
        """
        first = batch_idx * self.group_size
        rows = slice(first, first + self.group_size)
        own = Constrained(self.constraints, self.group_size, self.num_beam_hyps_to_keep)
        scores, tokens, places = own.arrange(
            *(input_ids[rows], vocab_scores[rows], sent_beam_scores[None], sent_beam_tokens[None]),
            (sent_beam_indices - first)[None],
        )
        return scores[0], tokens[0], places[0] + first
