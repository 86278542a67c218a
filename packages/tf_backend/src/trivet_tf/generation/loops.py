"""The searches run step by step, with all that only an eager search can have: streamers, stopping criteria, a trace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from trivet.text.generation.beams import Chosen
from trivet.text.generation.stopping import Stop
from trivet.text.generation.trace import Trace
from trivet_tf.framework import tf
from trivet_tf.generation.decoding import Decoding
from trivet_tf.generation.search import Search, Singles


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
        state = state._replace(open=state.open & ~self._stops(state.ids[:, : length + 1]))
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
            if done or self.stop.all(self.search.texts(groups)[:, :length], self.trace.scores):
                return self.search.best(groups, length)

    def _stops(self, ids: tf.Tensor) -> tf.Tensor:
        return tf.constant(self.stop(ids, self.trace.scores), tf.bool)

    def _room(self, ids: tf.Tensor) -> tf.Tensor:
        return tf.pad(ids, ((0, 0), (0, self.stop.max_length - ids.shape[1])))
