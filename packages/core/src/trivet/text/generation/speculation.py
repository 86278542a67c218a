"""Assisted decoding: tokens are drafted cheaply, and the model checks several of them in one step. Knows no framework.

Drafts come from a smaller model (https://arxiv.org/abs/2211.17192), or from the text itself (prompt lookup).
Greedy search gives the same tokens as without drafts, and sampling the same distribution.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from trivet.text.generation.arrays import Arrays
from trivet.text.generation.text import Text

LOOKUP_SIZE = 2
"""The most tokens of a run that prompt lookup searches for in the text."""


def agreed(arrays: Arrays, drafted: Any, chosen: Any) -> Any:
    """How many drafted tokens, up to the first difference, the model would also have chosen, [rows].

    Args:
        drafted: ids [rows, n].
        chosen: ids [rows, n or more] that the model chooses at their positions.
    """
    return _leading(arrays, drafted == chosen[:, : drafted.shape[1]])


def accepted(arrays: Arrays, drafted: Any, drafts: Any, chances: Any, draws: Any) -> tuple[Any, Any]:
    """How many drafted tokens to keep, so that samples have the model's distribution (algorithm 1).

    Args:
        drafted: ids [rows, n], sampled from `drafts`.
        drafts: probabilities [rows, n, vocab] that they were sampled from.
        chances: the model's probabilities [rows, n + 1, vocab], at their positions and after them.
        draws: [rows, n], uniform from 0 to 1.

    Returns:
        That number [rows], and the probabilities [rows, vocab] to sample the token after the kept ones from.
    """
    xp, (rows, count, vocab) = arrays, drafts.shape
    flat = xp.reshape(drafted, (rows * count, 1))
    asked = xp.gather(xp.reshape(drafts, (rows * count, vocab)), flat)
    allowed = xp.gather(xp.reshape(chances[:, :count], (rows * count, vocab)), flat)
    kept = _leading(xp, draws * xp.reshape(asked, (rows, count)) <= xp.reshape(allowed, (rows, count)))
    places = xp.arange(rows, drafted) * (count + 1) + kept
    # After the last one there is no draft: only the model's own probabilities are left.
    none = xp.full((rows, 1, vocab), 0.0, drafts)
    over = xp.rows(xp.reshape(xp.concat((drafts, none), 1), (rows * (count + 1), vocab)), places)
    own = xp.rows(xp.reshape(chances, (rows * (count + 1), vocab)), places)
    left = xp.where(own > over, own - over, xp.full(own.shape, 0.0, own))
    total = xp.sum(left)
    return kept, xp.where(total > 0, left / xp.where(total > 0, total, total + 1.0), own)


def looked_up(text: Text, count: int, size: int = LOOKUP_SIZE) -> tuple[Any, Any]:
    """The tokens that followed the first occurrence of the text's last tokens.

    The longest run of at most `size` last tokens that occurs earlier in the text counts.

    Returns:
        Ids [rows, count], and how many of them are a draft [rows]; 0 if the last token occurs nowhere else.
    """
    xp, capacity = text.arrays, text.ids.shape[1]
    start = text.ids[:, 0] * 0
    counts = start
    for run in range(1, min(size, capacity - 1) + 1):
        last, windows = text.last(run), capacity - run
        # A token must follow.
        same = text.valid(run)[:, :windows] & (text.ids[:, :windows] == last[:, :1])
        for index in range(1, run):
            same = same & (text.ids[:, index : index + windows] == last[:, index : index + 1])
        same = same & (text.length > run)
        after = xp.argmax(xp.ids(same)) + run
        hit = xp.any(same)
        start = xp.where(hit, after, start)
        counts = xp.where(hit, text.length - after, counts)
    places = start[:, None] + xp.arange(count, text.ids)[None]
    places = xp.where(places < capacity, places, places * 0 + (capacity - 1))
    counts = xp.where(counts > count, counts * 0 + count, counts)
    return xp.gather(text.ids, places), counts


def next_count(count: int, kept: int, drafted: int, schedule: str) -> int:
    """How many tokens to draft next time: more after a draft that was kept completely, else fewer.

    Args:
        count: how many were requested; `kept` of the `drafted` ones were kept.
        schedule: `num_assistant_tokens_schedule`: "heuristic" or "constant".
    """
    if schedule == "constant":
        return count
    return count + 2 if kept == drafted else max(1, count - 1)


@dataclass
class Drafts:
    """The state of drafting.

    Attributes:
        model: a smaller model's steps, which can `crop`; None looks drafts up in the text.
        count: how many tokens to draft next.
        schedule: how that number changes, as in `next_count`.
    """

    model: Any
    count: int
    schedule: str

    def learn(self, kept: int, drafted: int, length: int) -> None:
        """Account for how many of the drafted tokens were kept; the text has `length` tokens now."""
        if self.model is None:
            return
        self.count = next_count(self.count, kept, drafted, self.schedule)
        if drafted:
            self.model.crop(length - 1)


def _leading(arrays: Arrays, hits: Any) -> Any:
    """How many booleans of [rows, n] are true before the first false one, [rows]."""
    before = arrays.cumsum(arrays.ids(~hits)) == 0
    return arrays.sum(arrays.ids(before))[:, 0]
