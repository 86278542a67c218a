"""What callers and clocks say of a search, and the scores of what was written: the parts that all frameworks share."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import trivet
from trivet.text.generation import stopping
from trivet.text.generation.arrays import NumpyArrays
from trivet.text.generation.callers import Allowed
from trivet.text.generation.stopping import Stop
from trivet.text.generation.trace import transition_scores

IDS = np.array([[3, 1], [3, 2], [4, 1], [4, 2]])


def read(answer: Any, ids: Any) -> Any:
    return np.asarray(answer, bool)


def test_only_what_is_allowed_may_follow() -> None:
    allowed = Allowed(lambda text, ids: [text, int(ids[-1]) + 1], times=2)(IDS, 4)
    assert [np.flatnonzero(row).tolist() for row in allowed] == [[0, 2], [0, 3], [1, 2], [1, 3]]


def test_a_function_that_allows_nothing_or_no_such_token_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^prefix_allowed_tokens_fn allows no token after \[3, 1\]$"):
        Allowed(lambda text, ids: [], times=1)(IDS, 4)
    for token in (4, -1):
        with pytest.raises(
            ValueError, match=rf"^prefix_allowed_tokens_fn allows token {token}; the vocabulary has 0 to 3$"
        ):
            Allowed(lambda text, ids, token=token: [0, token], times=1)(IDS, 4)  # type: ignore[misc]


def test_any_criterion_stops_a_row_and_the_longest_length_stops_all() -> None:
    stop = Stop(3, None, [lambda ids, scores: ids[:, 0] == 3, lambda ids, scores: [False, False, False, True]], read)
    assert stop(IDS, None).tolist() == [True, True, False, True]
    assert not stop.all(IDS, None)
    assert stop(np.repeat(IDS, 2, 1), None) is True
    assert stop.all(np.repeat(IDS, 2, 1), None)
    assert Stop(3, None, [], read)(IDS, None) is False
    assert Stop(3, None, [lambda ids, scores: True], read).all(IDS, None)


def test_time_is_over_when_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(stopping, "monotonic", lambda: now[0])
    stop = Stop(9, 2.5, [], read)
    assert stop(IDS, None) is False
    now[0] = 103.0
    assert stop(IDS, None) is True


@pytest.mark.parametrize("normalized", [False, True])
def test_transition_scores_are_those_of_the_tokens_written(normalized: bool) -> None:
    rng = np.random.default_rng(0)
    scores = [rng.normal(size=(2, 5)).astype(np.float32) for _ in range(3)]
    sequences = np.array([[9, 1, 2, 3], [9, 4, 0, 0]])
    used = [each - np.log(np.exp(each).sum(-1, keepdims=True)) for each in scores] if normalized else scores
    plain = transition_scores(NumpyArrays(), sequences, scores, None, normalized)
    np.testing.assert_allclose(plain[0], [used[0][0, 1], used[1][0, 2], used[2][0, 3]], rtol=1e-5)
    rows = np.array([[1, 0, 0], [1, -1, -1]])
    scores[1][0, 0] = -np.inf  # of a token that a beam's end hides
    computed = transition_scores(NumpyArrays(), sequences, scores, rows, False)
    np.testing.assert_array_equal(computed[1], [scores[0][1, 4], 0.0, 0.0])
    np.testing.assert_array_equal(computed[0], [scores[0][1, 1], scores[1][0, 2], scores[2][0, 3]])


class Favours(trivet.LogitsProcessor):
    """A caller's own."""

    def __call__(self, input_ids: Any, scores: Any, cur_len: Any = 0, times: int = 1) -> Any:
        return scores + np.arange(scores.shape[1]) * (cur_len + 1) * times


def test_processors_in_a_list_follow_each_other() -> None:
    several = trivet.LogitsProcessorList([Favours()])
    several.append(lambda ids, scores, *length: scores * 2)
    assert several(IDS, np.ones((1, 3))).tolist() == [[2, 4, 6]]
    assert (
        several(IDS, np.ones((1, 3)), 2).tolist() == several(IDS, np.ones((1, 3)), cur_len=2).tolist() == [[2, 8, 14]]
    )
    assert several(IDS, np.ones((1, 3)), 0, times=2).tolist() == [[2, 6, 10]]
    with pytest.raises(NotImplementedError, match="LogitsWarper does not say how it changes scores"):
        trivet.LogitsWarper()(IDS, None)


def test_any_criterion_in_a_list_stops() -> None:
    both = trivet.StoppingCriteriaList([trivet.MaxLengthCriteria(3), lambda ids, scores: ids[:, 0] == 3])
    assert np.asarray(both(IDS, None)).tolist() == [True, True, False, False]
    assert np.all(both(np.repeat(IDS, 2, 1), None))
    late = trivet.MaxTimeCriteria(0.0)
    assert late(IDS, None) and not trivet.MaxTimeCriteria(60)(IDS, None)
    with pytest.raises(NotImplementedError, match="StoppingCriteria does not say when to stop"):
        trivet.StoppingCriteria()(IDS, None)
