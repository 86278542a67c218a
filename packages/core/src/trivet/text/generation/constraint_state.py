"""`ConstraintListState`: the progress of one text with constraints, which count its tokens themselves.

For beam searches of one's own; those of `generate` follow `constraints.Progress`, by the same rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from trivet.text.generation.constraints import Constraint


class ConstraintListState:
    """Which of several constraints a text has met, begun, and not begun.

    Attributes:
        constraints: all of them, untouched.
        complete_constraints, pending_constraints: copies of those that are met, and of those that have not begun.
        inprogress_constraint: a copy of the one that has begun.
        completed: whether all are met.
    """

    def __init__(self, constraints: Sequence[Constraint]) -> None:
        self.constraints = list(constraints)
        self.n_constraints = len(self.constraints)
        self.max_seqlen = max((each.size for each in self.constraints), default=0)
        self.init_state()

    def init_state(self) -> None:
        """Forget the text."""
        self.complete_constraints: list[Constraint] = []
        self.inprogress_constraint: Constraint | None = None
        self.pending_constraints = [each.copy(stateful=False) for each in self.constraints]

    @property
    def completed(self) -> bool:
        """Whether all constraints are met."""
        return not self.pending_constraints and self.inprogress_constraint is None

    def get_bank(self) -> int:
        """How much is met, in tokens: a constraint counts as many as the longest has, one in progress those it has."""
        begun = self.inprogress_constraint
        part = 0 if begun is None else self.max_seqlen - begun.remaining()
        return len(self.complete_constraints) * self.max_seqlen + part

    def advance(self) -> list[int] | None:
        """The tokens that advance the constraint in progress, or else any that has not begun; None without any."""
        begun = self.inprogress_constraint
        tokens: list[int] = []
        for each in self.pending_constraints if begun is None else [begun]:
            advice = each.advance()
            tokens += advice if isinstance(advice, list | tuple) else [] if advice is None else [advice]
        return tokens or None

    def reset(self, token_ids: Sequence[int] | None) -> None:
        """Forget the text, and count the tokens of another."""
        self.init_state()
        for token in token_ids or ():
            if self.completed:
                break
            self.add(token)

    def add(self, token_id: int) -> tuple[bool, bool]:
        """Count a token.

        Returns:
            Whether it meets a constraint (or all are met already), and whether it advances one.

        Raises:
            ValueError: it is not an integer.
        """
        if self.completed:
            return True, False
        begun = self.inprogress_constraint
        if begun is None:
            begun = next((each for each in self.pending_constraints if each.does_advance(token_id)), None)
            if begun is None:
                return False, False
            self.pending_constraints = [each for each in self.pending_constraints if each is not begun]
        stepped, completed, starts_again = begun.update(token_id)
        self.inprogress_constraint = None if completed or starts_again else begun
        if completed:
            self.complete_constraints.append(begun)
        elif starts_again:
            self.pending_constraints.append(begun.copy(stateful=False))
        return completed, stepped

    def copy(self, stateful: bool = True) -> Self:
        """The same constraints, with what was counted if `stateful`."""
        other = type(self)(self.constraints)
        if stateful:
            other.complete_constraints = [each.copy(stateful=True) for each in self.complete_constraints]
            begun = self.inprogress_constraint
            other.inprogress_constraint = None if begun is None else begun.copy(stateful=True)
            other.pending_constraints = [each.copy() for each in self.pending_constraints]
        return other
