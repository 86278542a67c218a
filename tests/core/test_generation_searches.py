"""What searches of every framework share, on numpy's arrays: contrastive choice, drafts, guidance, strings that end."""

from __future__ import annotations

import numpy as np
import pytest

from trivet import GenerationConfig
from trivet.errors import InvalidConfigError
from trivet.text.generation.arrays import NumpyArrays
from trivet.text.generation.constraints import (
    Constraint,
    DisjunctiveConstraint,
    PhrasalConstraint,
    Progress,
    arranged,
    constraints_of,
)
from trivet.text.generation.contrastive import candidates, choose_candidate, normed
from trivet.text.generation.processors import Guidance, guided
from trivet.text.generation.speculation import accepted, agreed, looked_up, next_count
from trivet.text.generation.stop_strings import StopStrings
from trivet.text.generation.text import Text

ARRAYS = NumpyArrays()


def test_the_candidate_is_chosen_by_probability_and_by_being_unlike_the_text() -> None:
    seen = normed(np.array([[[1.0, 0.0], [0.0, 2.0]]]), ARRAYS)
    states, chances = np.array([[[0.0, 3.0], [1.0, -1.0]]]), np.array([[0.6, 0.4]])
    everything, first = np.array([[True, True]]), np.array([[True, False]])

    def chosen(valid: np.ndarray, alpha: float) -> int:
        return int(choose_candidate(ARRAYS, seen, valid, states, chances, alpha)[0])

    assert (chosen(everything, 0.0), chosen(everything, 0.9)) == (0, 1)
    assert chosen(first, 0.9) == 0  # the like token is padding: then the unlike one is nearer to the text


def test_what_is_forbidden_is_not_a_candidate_however_unlike_the_text() -> None:
    seen = normed(np.array([[[1.0, 0.0]]]), ARRAYS)
    tokens, chances = candidates(ARRAYS, np.array([[-np.inf, 2.0, -np.inf, 5.0, -np.inf]]), 3)
    assert tokens[0, :2].tolist() == [3, 1]
    assert chances[0, 2] == -1 and chances[0, 0] > chances[0, 1] > 0
    states = np.array([[[1.0, 0.0], [1.0, 0.0], [-1.0, 0.0]]])
    for alpha in (0.5, 1.0):
        assert choose_candidate(ARRAYS, seen, np.array([[True]]), states, chances, alpha)[0] == 0
    assert candidates(ARRAYS, np.array([[1.0, 2.0]]), 5)[0].tolist() == [[1, 0]]


def test_drafted_tokens_hold_up_to_the_first_that_differs() -> None:
    drafted = np.array([[3, 4, 5], [3, 4, 5], [1, 4, 5]])
    chosen = np.array([[3, 4, 5, 9], [3, 7, 5, 9], [3, 4, 5, 9]])
    assert agreed(ARRAYS, drafted, chosen).tolist() == [3, 1, 0]


def test_sampled_drafts_leave_the_distribution_of_the_model() -> None:
    rng, rows = np.random.default_rng(0), 20_000
    asked, target = np.array([0.7, 0.2, 0.1, 0.0]), np.array([0.1, 0.3, 0.2, 0.4])
    drafted = rng.choice(4, (rows, 1), p=asked)
    chances = np.broadcast_to(target, (rows, 2, 4))
    drafts = np.broadcast_to(asked, (rows, 1, 4))
    kept, left = accepted(ARRAYS, drafted, drafts, chances, rng.random((rows, 1)))
    np.testing.assert_allclose(left.sum(-1), 1)
    np.testing.assert_allclose(left[kept == 1], target[None].repeat((kept == 1).sum(), 0))
    others = (left.cumsum(-1) > rng.random((rows, 1))).argmax(-1)
    counts = np.bincount(np.where(kept == 1, drafted[:, 0], others), minlength=4)
    assert ((counts - target * rows) ** 2 / (target * rows)).sum() < 16.3  # 3 degrees of freedom, 1 in 1000


@pytest.mark.parametrize(
    ("ids", "length", "expected"),
    [
        ([1, 2, 3, 4, 1, 2, 0, 0], 6, [3, 4]),
        ([1, 2, 3, 4, 9, 2, 0, 0], 6, [3, 4]),  # only the last token occurs again
        ([1, 2, 3, 4, 5, 6, 0, 0], 6, []),
        ([7, 7, 0, 0, 0, 0, 0, 0], 2, [7]),
        ([7, 0, 0, 0, 0, 0, 0, 0], 1, []),
        ([2, 5, 1, 2, 6, 1, 2, 0], 7, [6, 1]),  # of two places the first one with the longer run
    ],
)
def test_lookup_finds_what_followed_before(ids: list[int], length: int, expected: list[int]) -> None:
    draft, count = looked_up(Text(ARRAYS, np.array([ids]), length), 2)
    assert draft[0, : count[0]].tolist() == expected


def test_more_is_drafted_after_a_draft_that_held() -> None:
    assert next_count(5, 5, 5, "heuristic") == 7
    assert next_count(5, 4, 5, "heuristic") == 4
    assert next_count(1, 0, 1, "heuristic") == 1
    assert next_count(5, 0, 5, "constant") == 5


def test_guidance_moves_away_from_the_unguided_scores() -> None:
    scores, other = np.array([[2.0, 1.0]]), np.array([[1.0, 2.0]])
    text = Text(ARRAYS, np.array([[1]]), 1)
    found = Guidance(2.0, lambda _: other)(text, scores)
    np.testing.assert_allclose(found[0, 0] - found[0, 1], 3.0)
    np.testing.assert_allclose(guided(ARRAYS, scores, other, 1.0), ARRAYS.log_softmax(scores))


class Letters:
    """A tokenizer: token n is the n-th of these pieces, and bytes may be parts of a letter."""

    pieces = (b"a", b"b", b"stop", b"st", b"op!", b"\xc3", b"\xa4", b"")

    def decode(self, ids: list[int]) -> str:
        return b"".join(self.pieces[each] for each in ids).decode(errors="replace")


@pytest.mark.parametrize(
    ("ids", "stopped"),
    [
        ([0, 2], True),
        ([0, 3, 4], True),  # over two tokens, and with more behind
        ([2, 0], False),  # it was complete before
        ([2, 0, 2], True),
        ([0, 3], False),
        ([5, 6], True),  # a letter of two bytes
        ([5], False),
        ([2, 7], False),  # a token without a text
    ],
)
def test_strings_stop_a_text_when_they_are_complete(ids: list[int], stopped: bool) -> None:
    criterion = StopStrings(["stop", "ä"], Letters())
    assert criterion(np.array([ids, [1] * len(ids)])).tolist() == [stopped, False]


def test_stop_strings_need_a_tokenizer_and_strings() -> None:
    with pytest.raises(InvalidConfigError, match="give generate the tokenizer"):
        StopStrings("stop", None)
    with pytest.raises(InvalidConfigError, match="non-empty string or several, not"):
        StopStrings([""], Letters())


class Ending(Constraint):
    """A constraint of one's own: the two tokens 8 and 9, in any order."""

    size = 2

    def following(self, seen: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(token for token in (8, 9) if token not in seen)


def test_progress_counts_what_is_met_one_after_the_other() -> None:
    constraints = [PhrasalConstraint([1, 2, 3]), DisjunctiveConstraint([[4, 5], [4, 6], [7]])]
    begun = Progress(constraints, [0, 1, 2])
    assert (begun.following(), begun.bank, begun.is_complete) == ([3], 2, False)
    assert Progress(constraints).following() == [1, 4, 7]
    broken = begun.with_token(4)  # which breaks the run, and does not begin the other
    assert (broken.following(), broken.bank) == ([4, 7, 1], 0)
    one = begun.with_token(3).with_token(4)
    assert (one.following(), one.bank) == ([5, 6], 5)
    assert one.with_token(6).is_complete and begun.following() == [3]
    own = Progress([Ending()], [9])
    assert own.following() == [8] and own.with_token(8).is_complete


def test_the_best_of_every_progress_goes_on() -> None:
    assert arranged([0, 0, 1, 1, 2], [-1.0, -2.0, -5.0, -4.0, -9.0], 4) == [4, 3, 0, 2]


def test_constraints_come_from_the_config() -> None:
    own = Ending()
    constraints = constraints_of(GenerationConfig(num_beams=2, constraints=[own], force_words_ids=[[3, 4], [[5], [6]]]))
    assert (
        constraints[0] is own
        and isinstance(constraints[1], PhrasalConstraint)
        and isinstance(constraints[2], DisjunctiveConstraint)
    )
    for fields in ({"constraints": []}, {"constraints": [3]}):
        with pytest.raises(InvalidConfigError, match="must be a non-empty list of Constraint objects"):
            constraints_of(GenerationConfig(num_beams=2, **fields))
    with pytest.raises(InvalidConfigError, match="must hold non-empty lists of ids"):
        PhrasalConstraint([])
    with pytest.raises(InvalidConfigError, match="the beginning of another"):
        DisjunctiveConstraint([[1], [1, 2]])


def test_constraints_count_tokens_as_those_of_transformers() -> None:
    phrase = PhrasalConstraint([1, 2, 3])
    assert (phrase.advance(), phrase.remaining(), phrase.does_advance(2)) == (1, 3, False)
    assert phrase.update(1) == (True, False, False)
    kept, fresh = phrase.copy(stateful=True), phrase.copy()
    assert (kept.remaining(), fresh.remaining()) == (2, 3)
    assert phrase.update(5) == (False, False, True)
    assert (phrase.current_seq, phrase.advance()) == ([], 1)
    assert [phrase.update(token)[1] for token in (1, 2, 3)] == [False, False, True]
    assert (phrase.completed, phrase.advance(), phrase.remaining()) == (True, None, 0)
    either = DisjunctiveConstraint([[1, 2, 3], [1, 2, 4, 5], [1, 2, 5]])
    assert [either.update(token) for token in (1, 2, 4)] == [(True, False, False)] * 3
    assert (either.advance(), either.remaining(), either.current_seq) == ([5], 1, [1, 2, 4])
    assert either.update(5) == (True, True, False)
    with pytest.raises(ValueError, match="a token must be an integer, not 1.5"):
        phrase.does_advance(1.5)  # type: ignore[arg-type]


class Counting(Constraint):
    """One that is written for `transformers`, where constraints count in themselves: the token 4, twice."""

    def __init__(self, *, honest: bool = True, endless: bool = False) -> None:
        self.count, self.honest, self.endless = 0, honest, endless
        super().__init__()

    def advance(self) -> int | None:
        return None if self.count == 2 else 4

    def does_advance(self, token_id: int) -> bool:
        return token_id == 4

    def update(self, token_id: int) -> tuple[bool, bool, bool]:
        self.count += not self.endless
        return self.honest, self.count == 2, False

    def reset(self) -> None:
        self.count = 0

    def remaining(self) -> int:
        return 2 - self.count

    def copy(self, stateful: bool = False) -> Counting:
        other = object.__new__(Counting)
        other.count, other.honest, other.endless = self.count if stateful else 0, self.honest, self.endless
        return other


def test_a_constraint_that_counts_in_itself_is_one() -> None:
    constraint = Counting()
    assert (constraint.size, constraint.following(()), constraint.following((4, 4))) == (2, (4,), ())
    assert Progress([constraint], [3, 4, 4]).is_complete
    assert not Progress([constraint], [3, 4]).is_complete
    with pytest.raises(ValueError, match="does not take what advance returns: 4"):
        Counting(honest=False)
    with pytest.raises(ValueError, match="cannot be met"):
        Counting(endless=True)


@pytest.mark.parametrize("field", ["force_words_ids", "constraints"])
def test_what_a_text_must_contain_is_a_list(field: str) -> None:
    with pytest.raises(ValueError, match=f"{field} must be a list, not ndarray"):
        constraints_of(GenerationConfig(**{field: np.ones((1, 2), int)}, num_beams=2))
