"""Beam search: which beams continue, and which are finished, on arrays, so that one implementation fits all frameworks.

The rules are those of `BeamSearchScorer` in `transformers` 4.37. With groups, each group has its own `Beams`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from trivet.text.generation.arrays import Arrays
from trivet.text.generation.text import NEVER


class Beams(NamedTuple):
    """The state of a search. `n` is the number of its beams, `capacity` the most tokens of a text."""

    ids: Any
    """[batch × n, capacity], of the running beams."""
    scores: Any
    """[batch, n], of the running beams: sums of the logarithms of probabilities."""
    finished: Any
    """[batch, n, capacity]: ids of the finished texts, without the token that ended each."""
    finished_scores: Any
    """[batch, n], with the penalty for length; -inf for an empty place."""
    finished_lengths: Any
    """[batch, n], in tokens, the prompt included."""
    order: Any
    """[batch, n]: how many texts had finished before each."""
    count: Any
    """[batch, 1]: how many texts have finished so far."""
    trail: Any
    """[batch × n, capacity]: the beam that each token of the running beams was chosen from; -1 for no choice."""
    finished_trail: Any
    """[batch, n, capacity]: the same for the finished texts."""
    done: Any
    """[batch] booleans: no running beam can become better than the finished texts."""


class Taken(NamedTuple):
    """The running beams after a step."""

    beams: Beams
    tokens: Any
    """[batch × n]: each beam's new token."""
    sources: Any
    """[batch × n]: the beam of this search that each continues, as a row of `ids`."""


@dataclass(frozen=True, slots=True)
class BeamRules:
    """The rules of a search.

    Attributes:
        prompt: tokens of the prompt, which do not count for the penalty.
        limit: the most tokens of a text, the prompt included.
    """

    arrays: Arrays
    beams: int
    prompt: int
    limit: int
    ends: tuple[int, ...]
    padding: int
    length_penalty: float
    early_stopping: bool | str

    def start(self, ids: Any, scores_like: Any, *, flat: bool = False) -> Beams:
        """The search before its first step. `ids` [batch × n, capacity] hold the prompt.

        Args:
            scores_like: an array of the dtype and device of scores.
            flat: whether all beams count from the start, as for sampling; else only the first, since all are equal.
        """
        xp, n = self.arrays, self.beams
        batch, capacity = ids.shape[0] // n, ids.shape[1]
        zeros = xp.full((batch, n), 0.0, scores_like)
        counted = (xp.arange(n, ids) < (n if flat else 1))[None] & (zeros == 0)
        return Beams(
            ids=ids,
            scores=xp.where(counted, zeros, zeros - 1e9),
            finished=xp.full((batch, n, capacity), 0, ids),
            finished_scores=zeros + NEVER,
            finished_lengths=xp.full((batch, n), 0, ids),
            order=xp.full((batch, n), 0, ids),
            count=xp.full((batch, 1), 0, ids),
            # The end of a text that is stopped is not chosen from any beam.
            trail=xp.full((batch * n, capacity), -1, ids),
            finished_trail=xp.full((batch, n, capacity), -1, ids),
            done=xp.any(zeros != 0),
        )

    def step(
        self,
        beams: Beams,
        scores: Any,
        tokens: Any,
        sources: Any,
        length: Any,
        *,
        fit: Any = None,
        arrange: Callable[[Any, Any, Any], tuple[Any, Any, Any]] | None = None,
    ) -> Taken:
        """Continue the search with the candidates for the next token.

        Args:
            fit: [batch × n] booleans: which texts may end; None for all.
            arrange: replaces the scores, tokens and rows [batch, n] of the beams that would continue by others.
            scores: [batch, candidates], of the text with each candidate, descending.
            tokens, sources: [batch, candidates]: the token, and the beam (0 to n - 1) that it continues.
            length: tokens so far.
        """
        xp, n = self.arrays, self.beams
        batch, candidates = scores.shape
        ended = tokens < 0
        for end in self.ends:
            ended = ended | (tokens == end)
        rows = xp.arange(batch, tokens)[:, None] * n + sources
        divisor = self._divisor(length + 1 - self.prompt)
        wanted = ended[:, :n] & ~beams.done[:, None]
        if fit is not None:
            wanted = wanted & xp.reshape(xp.rows(fit, xp.reshape(rows[:, :n], (batch * n,))), (batch, n))
        beams = self._best(beams, scores[:, :n] / divisor, rows[:, :n], wanted, length, ended=True)
        # The best candidates that do not end a text, in their order.
        places = xp.arange(candidates, tokens)[None] + xp.ids(ended) * candidates
        best = xp.argsort(places)[:, :n]
        going, new, old = xp.gather(scores, best), xp.gather(tokens, best), xp.gather(rows, best)
        if arrange is not None:
            going, new, old = arrange(going, new, old)
        was_done = beams.done[:, None]
        going = xp.where(was_done, xp.full(going.shape, 0.0, going), going)
        new = xp.where(was_done, xp.full(new.shape, self.padding, new), new)
        old = xp.where(was_done, xp.full(old.shape, 0, old), old)
        new, old = xp.reshape(new, (batch * n,)), xp.reshape(old, (batch * n,))
        moved = beams._replace(
            ids=xp.put(xp.rows(beams.ids, old), length, new),
            trail=xp.put(xp.rows(beams.trail, old), length, old),
            scores=going,
            done=beams.done | self._is_done(beams, scores, length + 1),
        )
        return Taken(moved, new, old)

    def finish(self, beams: Beams, length: Any, fit: Any = None) -> Beams:
        """Add the running beams, unless the search is done, to the finished texts; if `fit` is set, only those."""
        xp, n = self.arrays, self.beams
        divisor = self._divisor(length - self.prompt)
        batch = beams.scores.shape[0]
        rows = xp.reshape(xp.arange(batch * n, beams.ids), (batch, n))
        wanted = (rows >= 0) & ~beams.done[:, None]
        wanted = wanted if fit is None else wanted & xp.reshape(fit, (batch, n))
        return self._best(beams, beams.scores / divisor, rows, wanted, length)

    def _divisor(self, length: Any) -> Any:
        count = float(length) if isinstance(length, int) else self.arrays.floats(length)
        return count**self.length_penalty

    def _best(self, beams: Beams, scores: Any, rows: Any, wanted: Any, length: Any, *, ended: bool = False) -> Beams:
        """Keep the n best of the finished texts and of the new ones that are `wanted`.

        Args:
            scores, rows, wanted: [batch, n], of the new texts, descending.
            ended: whether a token ended them, which then comes from the same row.
        """
        xp, n = self.arrays, self.beams
        batch, capacity = scores.shape[0], beams.ids.shape[1]
        flat = xp.reshape(rows, (batch * n,))
        trail = xp.rows(beams.trail, flat)
        trail = xp.put(trail, length, flat) if ended else trail
        texts = xp.reshape(xp.rows(beams.ids, flat), (batch, n, capacity))
        new = xp.ids(wanted)
        order = xp.concat([beams.order, beams.count + xp.cumsum(new) - new], 1)
        there = xp.concat([xp.arange(n, rows)[None] < beams.count, wanted], 1)
        every = xp.concat([beams.finished_scores, xp.where(wanted, scores, NEVER)], 1)
        lengths = xp.concat([beams.finished_lengths, new * 0 + length], 1)
        # Ties: an older text wins over a new one, the later of two older ones, and the first of two new ones.
        first = xp.concat([beams.order + 10**6, new * 0 - xp.arange(n, rows)[None]], 1)
        best = self._best_places(there, every, first)
        places = xp.reshape(xp.arange(batch, rows)[:, None] * (2 * n) + best, (batch * n,))

        def chosen(old: Any, new: Any) -> Any:
            whole = xp.reshape(xp.concat([old, new], 1), (batch * 2 * n, capacity))
            return xp.reshape(xp.rows(whole, places), (batch, n, capacity))

        return beams._replace(
            finished=chosen(beams.finished, texts),
            finished_trail=chosen(beams.finished_trail, xp.reshape(trail, (batch, n, capacity))),
            finished_scores=xp.gather(every, best),
            finished_lengths=xp.gather(lengths, best),
            order=xp.gather(order, best),
            count=beams.count + xp.sum(new),
        )

    def _best_places(self, there: Any, scores: Any, first: Any) -> Any:
        """Indices [batch, n] of the n best of [batch, 2n]: existing ones, by score, then by `first`."""
        xp = self.arrays
        higher = scores[:, None] > scores[:, :, None]
        higher = higher | (scores[:, None] == scores[:, :, None]) & (first[:, None] > first[:, :, None])
        better = there[:, None] & (higher | ~there[:, :, None])
        return xp.argsort(xp.sum(xp.ids(better))[:, :, 0])[:, : self.beams]

    def _is_done(self, beams: Beams, scores: Any, length: Any) -> Any:
        """Whether n texts are finished and no running beam can become better, [batch]."""
        xp, n = self.arrays, self.beams
        full = (beams.count >= n)[:, 0]
        if self.early_stopping is True:
            return full
        reach = length
        if self.early_stopping == "never" and self.length_penalty > 0:
            reach = self.limit
        best = xp.max(scores)[:, 0] / self._divisor(reach - self.prompt)
        worst = -xp.max(-beams.finished_scores)[:, 0]
        return full & (worst >= best)


class Chosen(NamedTuple):
    """The best texts of a search."""

    ids: Any
    """[batch × count, capacity], padded."""
    scores: Any
    """[batch × count]."""
    lengths: Any
    """[batch × count], including the token that ends the text."""
    trail: Any
    """[batch × count, capacity]: the row that each token was chosen from; -1 for no choice."""


def choose_best(rules: BeamRules, groups: list[Beams], count: int) -> Chosen:
    """The best `count` texts of every batch, best first, over all groups; padded after the token that ends them."""
    xp = rules.arrays
    scores = xp.concat([each.finished_scores for each in groups], 1)
    texts = xp.concat([each.finished for each in groups], 1)
    lengths = xp.concat([each.finished_lengths for each in groups], 1)
    trail = xp.concat([each.finished_trail for each in groups], 1)
    # Ties: the later text wins.
    total, batch, capacity = scores.shape[1], scores.shape[0], texts.shape[2]
    age = xp.concat([each.order + index * 10**6 for index, each in enumerate(groups)], 1)
    latest = xp.argsort(-age)
    order = xp.argsort(-xp.gather(scores, latest))
    order = xp.gather(latest, order)[:, :count]
    flat = xp.reshape(xp.arange(batch, lengths)[:, None] * total + order, (batch * count,))
    ids = xp.rows(xp.reshape(texts, (batch * total, capacity)), flat)
    trail = xp.rows(xp.reshape(trail, (batch * total, capacity)), flat)
    length = xp.rows(xp.reshape(lengths, (batch * total,)), flat)
    score = xp.rows(xp.reshape(scores, (batch * total,)), flat)
    places = xp.arange(capacity, ids)[None]
    if rules.ends:
        ended = (places == length[:, None]) & (length < rules.limit)[:, None]
        ids = xp.where(ended, xp.full(ids.shape, rules.ends[0], ids), ids)
        length = length + xp.ids(length < rules.limit)
    ids = xp.where(places < length[:, None], ids, xp.full(ids.shape, rules.padding, ids))
    return Chosen(ids, score, length, trail)
