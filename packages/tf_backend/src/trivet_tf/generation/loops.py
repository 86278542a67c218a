"""The searches run step by step, with all that only an eager search can have: streamers, stopping criteria, a trace."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from trivet.generation.beams import Chosen
from trivet_tf.framework import tf
from trivet_tf.generation.decoding import Decoding
from trivet_tf.generation.search import Search, Singles
from trivet_tf.generation.stopping import Stop


@dataclass
class Trace:
    """What a search keeps of its steps for who asked."""

    asked: dict[str, bool]
    scores: list[tf.Tensor] = field(default_factory=list)
    outputs: list[Any] = field(default_factory=list)

    def add(self, scores: tf.Tensor, outputs: Any) -> None:
        """Note a step's processed scores [rows, vocab] and what the model returned."""
        if self.asked.get("output_scores"):
            self.scores.append(scores)
        if self.asked.get("output_attentions") or self.asked.get("output_hidden_states"):
            self.outputs.append(outputs)

    def each(self, *names: str) -> tuple[Any, ...] | None:
        """The first of these outputs that there is, of every step."""
        for name in names:
            found = tuple(each.get(name) for each in self.outputs)
            if found and found[0] is not None:
                return found
        return None


@dataclass
class Loop:
    """A search over the texts that a `Decoding` continues."""

    search: Search
    decoding: Decoding
    stop: Stop
    trace: Trace
    streamer: Any = None

    def singles(self, ids: tf.Tensor) -> tf.Tensor:
        """One text of every row [rows, prompt]; [rows, length]."""
        length, state = ids.shape[1], self.start(ids)
        while True:
            scores = self.decoding.scores(state.ids[:, :length])
            scores = self.search.processed(state.ids, scores, length)
            self.trace.add(scores, self.decoding.outputs)
            state, done = self.add(state, self.search.choice(scores, length), length)
            length += 1
            if done:
                return state.ids[:, :length]

    def start(self, ids: tf.Tensor) -> Singles:
        """The state before the first step of ids [rows, prompt]."""
        return Singles(self._room(ids), tf.ones(ids.shape[0], tf.bool))

    def add(self, state: Singles, chosen: tf.Tensor, length: int, *, quietly: bool = False) -> tuple[Singles, bool]:
        """The state after these tokens [rows], and whether no text goes on.

        Args:
            length: tokens before them.
            quietly: whether the streamer is not to get them now.
        """
        state, chosen = self.search.added(state, chosen, length)
        if self.streamer is not None and not quietly:
            self.streamer.put(chosen.numpy())
        state = state._replace(open=state.open & ~self.stop(state.ids[:, : length + 1], self.trace.scores))
        return state, not bool(tf.reduce_any(state.open))

    def beams(self, ids: tf.Tensor) -> Chosen:
        """The best texts of every `num_beams` rows [batch × num_beams, prompt]."""
        length = ids.shape[1]
        groups = self.search.start_beams(self._room(ids))
        while True:
            scores = self.decoding.scores(self.search.texts(groups)[:, :length])
            step = self.search.beams(groups, scores, length)
            groups = step.groups
            self.trace.add(step.scores, self.decoding.outputs)
            self.decoding.reorder(step.rows)
            length += 1
            done = all(bool(tf.reduce_all(each.done)) for each in groups)
            if done or bool(tf.reduce_all(self.stop(self.search.texts(groups)[:, :length], self.trace.scores))):
                return self.search.best(groups, length)

    def _room(self, ids: tf.Tensor) -> tf.Tensor:
        return tf.pad(ids, ((0, 0), (0, self.stop.max_length - ids.shape[1])))
