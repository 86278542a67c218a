"""Constraints: runs of tokens that a text must contain, or one of several runs, and a text's progress with them.

Knows no framework. The rules are those of `transformers` 4.37: constraints are met one after the other, in any order,
and the prompt counts. A custom constraint is another subclass of `Constraint`.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Any, Self

from trivet.errors import InvalidConfigError
from trivet.families.requirements import is_integer
from trivet.text.generation.config import GenerationConfig

MOST_STEPS = 10_000
"""A constraint that takes more tokens is taken for one that can never be met."""


class Constraint:
    """Something that a text must contain.

    A subclass defines `size` and `following`, to which the tokens so far are passed each time. Or it is one of
    `transformers`, which counts the tokens in itself: then it defines `advance`, `does_advance`, `update`, `reset`,
    `remaining` and `copy`. Those methods follow from the former two as well.

    Attributes:
        current_seq: the tokens that `update` has counted.
    """

    current_seq: Sequence[int] = ()

    def __init__(self) -> None:
        self.reset()
        self.test()

    @property
    def size(self) -> int:
        """The most tokens that it takes to meet it."""
        return int(self.copy().remaining())

    def following(self, seen: tuple[int, ...]) -> tuple[int, ...]:
        """The tokens that advance it after those in `seen`; none if it is met."""
        other = self.copy()
        for token in seen:
            other.update(token)
        tokens = other.advance()
        return () if tokens is None else tuple(tokens) if isinstance(tokens, Sequence) else (tokens,)

    @property
    def completed(self) -> bool:
        """Whether the counted tokens meet it."""
        return not self.following(tuple(self.current_seq))

    def advance(self) -> Any:
        """The token that advances it, or a list of those that do; None if it is met."""
        return list(self.following(tuple(self.current_seq))) or None

    def does_advance(self, token_id: int) -> bool:
        """Whether a token advances it.

        Raises:
            ValueError: it is not an integer.
        """
        return _integer(token_id) in self.following(tuple(self.current_seq))

    def update(self, token_id: int) -> tuple[bool, bool, bool]:
        """Count a token. Returns whether it advances the constraint, meets it, or sets it back to its beginning.

        Raises:
            ValueError: it is not an integer.
        """
        if not self.does_advance(token_id):
            self.reset()
            return False, False, True
        self.current_seq = [*self.current_seq, token_id]
        return True, self.completed, False

    def reset(self) -> None:
        """Count no token."""
        self.current_seq = []

    def remaining(self) -> int:
        """How many tokens it takes at most from here."""
        return 0 if self.completed else self.size - len(self.current_seq)

    def copy(self, stateful: bool = False) -> Self:
        """The same constraint, with the tokens that were counted only if `stateful`."""
        other = copy(self)
        other.current_seq = list(self.current_seq) if stateful else []
        return other

    def test(self) -> None:
        """
        Raises:
            ValueError: following its own advice does not meet it.
        """
        other = self.copy()
        for _ in range(MOST_STEPS):
            tokens = other.advance()
            stepped, completed, _ = other.update(tokens[0] if isinstance(tokens, Sequence) else tokens)
            if not stepped:
                raise ValueError(f"{type(self).__name__}.update does not take what advance returns: {tokens!r}")
            if completed:
                break
        if other.remaining():
            raise ValueError(f"{type(self).__name__} cannot be met: tokens remain after {MOST_STEPS} of its own")


class PhrasalConstraint(Constraint):
    """A run of tokens."""

    def __init__(self, token_ids: Sequence[int]) -> None:
        """
        Raises:
            InvalidConfigError: it is not a run of ids.
        """
        self.token_ids = _run(token_ids)
        super().__init__()

    @property
    def size(self) -> int:
        """Its length."""
        return len(self.token_ids)

    def following(self, seen: tuple[int, ...]) -> tuple[int, ...]:
        """The next token of the run."""
        return self.token_ids[len(seen) : len(seen) + 1]

    def advance(self) -> int | None:
        """The next token, or None after the last."""
        return next(iter(self.following(tuple(self.current_seq))), None)


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
        self.token_ids = [list(run) for run in self.runs]
        super().__init__()

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
    constraints = list(_listed("constraints", config.constraints))
    for word in _listed("force_words_ids", config.force_words_ids):
        several = isinstance(word, Sequence) and bool(word) and isinstance(word[0], Sequence)
        constraints.append(DisjunctiveConstraint(word) if several else PhrasalConstraint(word))
    if not constraints or not all(isinstance(each, Constraint) for each in constraints):
        raise InvalidConfigError(
            "constraints must be a non-empty list of Constraint objects, and force_words_ids one of runs of ids",
            field="constraints",
        )
    return constraints


def _listed(field: str, value: Any) -> Sequence[Any]:
    if value is not None and not isinstance(value, list | tuple):
        raise InvalidConfigError(f"{field} must be a list, not {type(value).__name__}", field=field)
    return value or ()


def _integer(token: Any) -> int:
    if not is_integer(token):
        raise ValueError(f"a token must be an integer, not {token!r}")
    return int(token)


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
