"""The searches, as functions from one state to the next: greedy, sampling, and beams of every kind. Know no model.

The same functions run eagerly and in the loop of a compiled program: `length` may be a number or traced.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from trivet.text.generation.beams import BeamRules, Beams, Chosen, choose_best
from trivet.text.generation.config import GenerationConfig
from trivet.text.generation.prepare import padding_of
from trivet.text.generation.processors import Diversity
from trivet.text.generation.text import Processor, Text, apply
from trivet_tf.framework import tf
from trivet_tf.generation.arrays import TensorArrays

ARRAYS = TensorArrays()


class Singles(NamedTuple):
    """A search with one text for each row, as far as it is."""

    ids: tf.Tensor
    """[rows, capacity]."""
    open: tf.Tensor
    """[rows] booleans: the text has not ended."""


class BeamStep(NamedTuple):
    """What a step of a beam search gave."""

    groups: tuple[Beams, ...]
    tokens: tf.Tensor
    """[rows]: each row's new token."""
    rows: tf.Tensor
    """[rows]: which row it continues."""
    scores: tf.Tensor
    """[rows, vocab], processed."""


@dataclass
class Search:
    """A search.

    Attributes:
        prompt: tokens of the prompt.
        seed: two numbers, int32 [2], that random choices come from.
    """

    config: GenerationConfig
    prompt: Any
    processors: list[Processor]
    warpers: list[Processor]
    seed: tf.Tensor

    def single(self, state: Singles, scores: tf.Tensor, length: Any) -> tuple[Singles, tf.Tensor, tf.Tensor]:
        """One more token for each text that is open, padding for the others.

        Args:
            scores: [rows, vocab] of the next token.
            length: tokens so far.

        Returns:
            The state after it, the tokens [rows], and the processed scores.
        """
        scores = self.processed(state.ids, scores, length)
        state, chosen = self.added(state, self.choice(scores, length), length)
        return state, chosen, scores

    def processed(self, ids: tf.Tensor, scores: tf.Tensor, length: Any) -> tf.Tensor:
        """Scores [rows, vocab] that the token after the first `length` of ids [rows, capacity] is chosen by."""
        return apply(self.every, Text(ARRAYS, ids, length), scores)

    def choice(self, scores: tf.Tensor, length: Any) -> tf.Tensor:
        """The best token of each row, or a sampled one: of one place of the text always by the same chance."""
        if not self.config.do_sample:
            return ARRAYS.argmax(scores)
        return ARRAYS.argmax(scores + gumbel_noise(self.seed, tf.convert_to_tensor(length), scores))

    def added(self, state: Singles, chosen: tf.Tensor, length: Any) -> tuple[Singles, tf.Tensor]:
        """The state after these tokens [rows], and what of them is none of padding, which closed texts get."""
        chosen, open_ = tf.where(state.open, chosen, padding_of(self.config)), state.open
        for end in self.config.eos_token_ids:
            open_ = open_ & (chosen != end)
        return Singles(ARRAYS.put(state.ids, length, chosen), open_), chosen

    def start_beams(self, ids: tf.Tensor) -> tuple[Beams, ...]:
        """The groups before their first step, of ids [batch × num_beams, capacity]."""
        groups, n, capacity = self.config.num_beam_groups, self.rules.beams, ids.shape[1]
        # Groups stand one after the other in each batch's rows.
        parts = tf.unstack(tf.reshape(ids, (-1, groups, n, capacity)), axis=1)
        like = tf.zeros(())
        return tuple(
            self.rules.start(tf.reshape(each, (-1, capacity)), like, flat=self.config.do_sample) for each in parts
        )

    def beams(self, groups: tuple[Beams, ...], scores: tf.Tensor, length: Any) -> BeamStep:
        """The groups after one more token; arguments as those of `single`."""
        rules, n, vocab = self.rules, self.rules.beams, scores.shape[-1]
        batch = scores.shape[0] // (len(groups) * n)
        moved, rows, kept, chosen = list[Beams](), list[tf.Tensor](), list[tf.Tensor](), list[tf.Tensor]()
        parts = tf.unstack(tf.reshape(tf.nn.log_softmax(scores), (batch, len(groups), n, vocab)), axis=1)
        for index, (state, part) in enumerate(zip(groups, parts, strict=True)):
            for each in self.processors:
                if isinstance(each, Diversity):
                    each.chosen = tf.concat(chosen, 1) if chosen else None
            own = apply(self.every, Text(ARRAYS, state.ids, length), tf.reshape(part, (batch * n, vocab)))
            kept.append(tf.reshape(own, (batch, n, vocab)))
            total = tf.reshape(own + tf.reshape(state.scores, (-1, 1)), (batch, n * vocab))
            best, places = self._candidates(total, n, length)
            taken = rules.step(state, best, places % vocab, places // vocab, length)
            moved.append(taken.beams)
            chosen.append(tf.reshape(taken.tokens, (batch, n)))
            rows.append(tf.reshape(taken.sources // n * (len(groups) * n) + index * n + taken.sources % n, (batch, n)))
        return BeamStep(
            tuple(moved),
            tf.reshape(tf.concat(chosen, 1), (-1,)),
            tf.reshape(tf.concat(rows, 1), (-1,)),
            tf.reshape(tf.concat(kept, 1), (-1, vocab)),
        )

    def texts(self, groups: tuple[Beams, ...]) -> tf.Tensor:
        """What goes on of all groups, [rows, capacity]."""
        n, capacity = self.rules.beams, groups[0].ids.shape[1]
        return tf.reshape(tf.stack([tf.reshape(each.ids, (-1, n, capacity)) for each in groups], 1), (-1, capacity))

    def best(self, groups: tuple[Beams, ...], length: Any) -> Chosen:
        """The best texts of all groups."""
        finished = [self.rules.finish(each, length) for each in groups]
        return choose_best(self.rules, finished, self.config.num_return_sequences)

    @property
    def every(self) -> list[Processor]:
        """What is applied to scores, in order."""
        return self.processors + (self.warpers if self.config.do_sample else [])

    @property
    def rules(self) -> BeamRules:
        """What each group of beams goes by."""
        config = self.config
        return BeamRules(
            ARRAYS,
            config.num_beams // config.num_beam_groups,
            self.prompt,
            config.max_length,
            config.eos_token_ids,
            padding_of(config),
            config.length_penalty,
            config.early_stopping,
        )

    def _candidates(self, scores: tf.Tensor, n: int, length: Any) -> tuple[tf.Tensor, tf.Tensor]:
        """Enough of the best, or of sampled ones, that n go on even if every end is among them; descending."""
        count = max(2, 1 + len(self.config.eos_token_ids)) * n
        if not self.config.do_sample:
            return ARRAYS.top(scores, count)
        places = ARRAYS.top(scores + gumbel_noise(self.seed, tf.convert_to_tensor(length), scores), count)[1]
        best, order = ARRAYS.top(ARRAYS.gather(scores, places), count)
        return best, ARRAYS.gather(places, order)


@tf.function(jit_compile=True)  # type: ignore[untyped-decorator]
def gumbel_noise(seed: tf.Tensor, place: Any, like: tf.Tensor) -> tf.Tensor:
    """Noise of the shape of scores: the largest with it is a sample, the largest several are one without replacement.

    Compiled where all else is eager, too: only then are the numbers those of a compiled search.
    """
    seed = tf.random.experimental.stateless_fold_in(seed, place, alg="philox")
    even = tf.random.stateless_uniform(tf.shape(like), seed, minval=1e-30, alg="philox")
    return -tf.math.log(-tf.math.log(even))
