"""Constraints: runs of tokens that a text must contain, or one of several runs, and a text's progress with them.

Knows no framework. The rules are those of `transformers` 4.37: constraints are met one after the other, in any order,
and the prompt counts. A custom constraint is another subclass of `Constraint`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, Self

from trivet.errors import InvalidConfigError
from trivet.families.requirements import is_integer
from trivet.text.generation.config import GenerationConfig


class Constraint(ABC):
    """Something that a text must contain. It holds no state: the tokens so far are passed in each time."""

    @property
    @abstractmethod
    def size(self) -> int:
        """The most tokens that it takes to meet it."""

    @abstractmethod
    def following(self, seen: tuple[int, ...]) -> tuple[int, ...]:
        """The tokens that advance it after those in `seen`; none if it is met."""


class PhrasalConstraint(Constraint):
    """A run of tokens."""

    def __init__(self, token_ids: Sequence[int]) -> None:
        """
        Raises:
            InvalidConfigError: it is not a run of ids.
        """
        self.token_ids = _run(token_ids)

    @property
    def size(self) -> int:
        """Its length."""
        return len(self.token_ids)

    def following(self, seen: tuple[int, ...]) -> tuple[int, ...]:
        """The next token of the run."""
        return self.token_ids[len(seen) : len(seen) + 1]


class DisjunctiveConstraint(Constraint):
    """One of several runs of tokens."""

    def __init__(self, nested_token_ids: Sequence[Sequence[int]]) -> None:
        """
        Raises:
            InvalidConfigError: they are not runs of ids, or one begins with another, so that they are ambiguous.
        """
        self.runs = tuple(_run(each) for each in nested_token_ids)
        if not self.runs or any(
            one is not other and one == other[: len(one)] for one in self.runs for other in self.runs
        ):
            reason = f"none of the alternatives may be the beginning of another: {list(map(list, self.runs))}"
            raise InvalidConfigError(reason, field="force_words_ids")

    @property
    def size(self) -> int:
        """Length of the longest."""
        return max(map(len, self.runs))

    def following(self, seen: tuple[int, ...]) -> tuple[int, ...]:
        """The next token of each run that begins with `seen`."""
        count = len(seen)
        tokens = (run[count] for run in self.runs if run[:count] == seen and len(run) > count)
        return tuple(dict.fromkeys(tokens))


class Progress:
    """The progress of one text with several constraints.

    Attributes:
        done: how many are met.
        begun: the constraint in progress, and its tokens so far.
        open: constraints that have not begun.
    """

    def __init__(self, constraints: Sequence[Constraint], ids: Sequence[int] = ()) -> None:
        """`ids`: the text."""
        self.open, self.done = list(constraints), 0
        self.begun: tuple[Constraint, tuple[int, ...]] | None = None
        self._size = max(each.size for each in constraints)
        for token in ids:
            self.add(token)

    @property
    def is_complete(self) -> bool:
        """Whether all constraints are met."""
        return not self.open and self.begun is None

    @property
    def bank(self) -> int:
        """How much is met, in tokens: more is better."""
        # The constraint in progress counts as the longest one, less the tokens that it still lacks.
        if self.begun is None:
            return self.done * self._size
        constraint, seen = self.begun
        return (self.done + 1) * self._size - (constraint.size - len(seen))

    def following(self) -> list[int]:
        """The tokens that advance a constraint."""
        if self.begun is not None:
            return list(self.begun[0].following(self.begun[1]))
        return [token for each in self.open for token in each.following(())]

    def add(self, token: int) -> None:
        """Account for the text's next token."""
        if self.is_complete:
            return
        if self.begun is None:
            for index, each in enumerate(self.open):
                if token in each.following(()):
                    del self.open[index]
                    self._advance(each, (token,))
                    return
            return
        constraint, seen = self.begun
        if token in constraint.following(seen):
            self._advance(constraint, (*seen, token))
        else:
            self.open.append(constraint)
            self.begun = None

    def _advance(self, constraint: Constraint, seen: tuple[int, ...]) -> None:
        if constraint.following(seen):
            self.begun = constraint, seen
        else:
            self.begun, self.done = None, self.done + 1

    def with_token(self, token: int) -> Self:
        """The progress of the text with one more token."""
        copy = type(self).__new__(type(self))
        copy.open, copy.done, copy.begun, copy._size = list(self.open), self.done, self.begun, self._size
        copy.add(token)
        return copy


def constraints_of(config: GenerationConfig) -> list[Constraint]:
    """The constraints of a config, from its `constraints` and `force_words_ids`.

    Raises:
        InvalidConfigError: they are not valid constraints, or there are none.
    """
    constraints = list(config.constraints or ())
    for word in config.force_words_ids or ():
        several = isinstance(word, Sequence) and bool(word) and isinstance(word[0], Sequence)
        constraints.append(DisjunctiveConstraint(word) if several else PhrasalConstraint(word))
    if not constraints or not all(isinstance(each, Constraint) for each in constraints):
        raise InvalidConfigError(
            "constraints must be a non-empty list of Constraint objects, and force_words_ids one of runs of ids",
            field="constraints",
        )
    return constraints


def arranged(banks: Sequence[int], scores: Sequence[float], count: int) -> list[int]:
    """Which texts continue: the best of each bank in turn, the fullest bank first.

    Args:
        banks, scores: of all texts.
        count: how many continue.
    """
    order = sorted(range(len(banks)), key=lambda place: banks[place] * 100 + scores[place], reverse=True)
    turns, last = list[int](), None
    for place in order:
        turns.append(turns[-1] + 1 if turns and banks[place] == last else 0)
        last = banks[place]
    return [order[index] for index in sorted(range(len(order)), key=turns.__getitem__)][:count]


def _run(token_ids: Any) -> tuple[int, ...]:
    if (
        not isinstance(token_ids, Sequence)
        or not token_ids
        or not all(is_integer(each) and each >= 0 for each in token_ids)
    ):
        reason = f"force_words_ids must hold non-empty lists of ids, or lists of such lists, not {token_ids!r}"
        raise InvalidConfigError(reason, field="force_words_ids")
    return tuple(token_ids)
