"""Beam search for texts that must come to hold something: which may end, and which go on."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from trivet.text.generation.constraints import Constraint, Progress, arranged

Tensor = torch.Tensor


class Constrained:
    """The part of a beam search that constraints decide.

    Args:
        constraints: all of which a text must meet.
        beams: of each batch.
        count: texts that are to be returned of each.
    """

    def __init__(self, constraints: Sequence[Constraint], beams: int, count: int) -> None:
        self.constraints, self.beams, self.count = constraints, beams, count

    def fit(self, ids: Tensor) -> Tensor:
        """Which texts [batch × n, length] meet all constraints, as booleans."""
        complete = [Progress(self.constraints, row).is_complete for row in ids.tolist()]
        return torch.tensor(complete, device=ids.device)

    def fit_to_return(self, ids: Tensor) -> Tensor:
        """The same at the end of the search: where too few do, all texts of a batch count."""
        fit = self.fit(ids).view(-1, self.beams)
        return (fit | (fit.sum(1, keepdim=True) < self.count)).flatten()

    def arrange(
        self, ids: Tensor, every: Tensor, scores: Tensor, tokens: Tensor, rows: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """What goes on: of the best texts, and of those that come nearer to the constraints, some of each progress.

        Args:
            ids: [batch × n, length], the texts so far.
            every: [batch × n, vocab], the score of each with each token.
            scores, tokens, rows: [batch, n] of what would go on by score alone.
        """
        texts, by_text = ids.tolist(), list[list[tuple[float, int, int]]]()
        for batch in range(scores.shape[0]):
            new = list(zip(scores[batch].tolist(), tokens[batch].tolist(), rows[batch].tolist(), strict=True))
            known = [[*texts[row], token] for _, token, row in new]
            banks = [Progress(self.constraints, text).bank for text in known]
            for row in range(batch * self.beams, (batch + 1) * self.beams):
                progress = Progress(self.constraints, texts[row])
                for token in progress.following():
                    text = [*texts[row], token]
                    if text not in known:
                        known.append(text)
                        new.append((float(every[row, token]), token, row))
                        banks.append(progress.with_token(token).bank)
            if len(new) > self.beams:
                new = [new[place] for place in arranged(banks, [score for score, _, _ in new], self.beams)]
            by_text.append(new)
        first, second, third = ([[each[part] for each in kept] for kept in by_text] for part in range(3))
        return scores.new_tensor(first), tokens.new_tensor(second), rows.new_tensor(third)
