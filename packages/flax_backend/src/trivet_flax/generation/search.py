"""A whole search as one function of arrays, for `jax.jit`: greedy, sampling, and beams of every kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp

from trivet.generation.beams import BeamRules, Beams, Chosen, choose_best
from trivet.generation.choose import processors, sampling_warpers
from trivet.generation.config import GenerationConfig
from trivet.generation.prepare import padding_of
from trivet.generation.processors import Diversity
from trivet.generation.text import Processor, Text, apply
from trivet_flax.cache import select_rows
from trivet_flax.generation.arrays import JaxArrays

Array = jax.Array
Step = Callable[[Array, Any, Any], tuple[Array, Any]]
"""Takes tokens [rows, 1], the number of tokens before them, and a cache; gives scores [rows, vocab] and the cache."""

ARRAYS = JaxArrays()


class Singles(NamedTuple):
    """A search with one text for each row, as far as it is."""

    ids: Array
    length: Array
    scores: Array
    cache: Any
    open: Array
    key: Array


class Groups(NamedTuple):
    """A beam search, as far as it is."""

    groups: tuple[Beams, ...]
    length: Array
    scores: Array
    cache: Any
    key: Array


@dataclass
class Search:
    """A search of a fixed shape.

    Attributes:
        prompt: tokens of the prompt.
        source: ids [rows, n] that some processors go by.
    """

    config: GenerationConfig
    prompt: int
    source: Array
    step: Step

    def __post_init__(self) -> None:
        self.processors: list[Processor] = processors(self.config, self.prompt, self.source)
        self.warpers: list[Processor] = sampling_warpers(self.config) if self.config.do_sample else []

    def singles(self, ids: Array, scores: Array, cache: Any, key: Array) -> tuple[Array, Array]:
        """Texts [rows, capacity], and how long the longest is.

        Args:
            ids: [rows, capacity], the prompt in the first columns.
            scores: [rows, vocab] of the token after it.
        """
        config, padding = self.config, padding_of(self.config)

        def going(state: Singles) -> Array:
            return jnp.logical_and(state.length < config.max_length, state.open.any())

        def body(state: Singles) -> Singles:
            text = Text(ARRAYS, state.ids, state.length)
            found = apply(self.processors, text, state.scores)
            key, own = jax.random.split(state.key)
            if config.do_sample:
                chosen = jax.random.categorical(own, apply(self.warpers, text, found), axis=-1)
            else:
                chosen = found.argmax(-1)
            open_ = state.open
            if config.eos_token_ids:
                chosen = jnp.where(open_, chosen, padding)
                open_ = open_ & ~jnp.isin(chosen, jnp.asarray(config.eos_token_ids))
            chosen = chosen.astype(jnp.int32)
            scores, cache = self.step(chosen[:, None], state.length, state.cache)
            return Singles(ARRAYS.put(state.ids, state.length, chosen), state.length + 1, scores, cache, open_, key)

        open_ = jnp.ones(ids.shape[0], bool)
        state = Singles(ids, jnp.asarray(self.prompt, jnp.int32), scores, cache, open_, key)
        state = jax.lax.while_loop(going, body, state)
        return state.ids, state.length

    def beams(self, ids: Array, scores: Array, cache: Any, key: Array) -> Chosen:
        """The best texts of every `num_beams` rows; arguments as those of `singles`."""
        config, rules = self.config, self.rules()
        groups, n = config.num_beam_groups, rules.beams
        batch = ids.shape[0] // config.num_beams

        def going(state: Groups) -> Array:
            done = jnp.stack([each.done for each in state.groups])
            return jnp.logical_and(state.length < config.max_length, ~done.all())

        def body(state: Groups) -> Groups:
            key, own = jax.random.split(state.key)
            logs = jax.nn.log_softmax(state.scores, -1)
            moved, rows, tokens = self._beam_step(rules, state, logs, own)
            new, cache = self.step(tokens[:, None], state.length, select_rows(state.cache, rows))
            return Groups(moved, state.length + 1, new, cache, key)

        parts = ids.reshape(batch, groups, n, -1)
        starts = [parts[:, index].reshape(batch * n, -1) for index in range(groups)]
        made = tuple(rules.start(each, jnp.zeros(()), flat=config.do_sample) for each in starts)
        state = Groups(made, jnp.asarray(self.prompt, jnp.int32), scores, cache, key)
        state = jax.lax.while_loop(going, body, state)
        finished = [rules.finish(each, state.length) for each in state.groups]
        return choose_best(rules, finished, config.num_return_sequences)

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

    def _beam_step(
        self, rules: BeamRules, state: Groups, logs: Array, key: Array
    ) -> tuple[tuple[Beams, ...], Array, Array]:
        """The groups after one more token, and of all rows: which they continue, and that token."""
        groups, n, vocab = len(state.groups), rules.beams, logs.shape[-1]
        batch = logs.shape[0] // (groups * n)
        moved, rows, chosen = list[Beams](), list[Array](), list[Array]()
        for index, each in enumerate(state.groups):
            for diversity in self.processors:
                if isinstance(diversity, Diversity):
                    diversity.chosen = jnp.concatenate(chosen, 1) if chosen else None
            text = Text(ARRAYS, each.ids, state.length)
            own = apply(self.processors, text, logs.reshape(batch, groups, n, vocab)[:, index].reshape(-1, vocab))
            own = apply(self.warpers, text, own) if self.config.do_sample else own
            best, places = self._candidates((own + each.scores.reshape(-1, 1)).reshape(batch, n * vocab), n, key)
            taken = rules.step(each, best, places % vocab, places // vocab, state.length)
            moved.append(taken.beams)
            chosen.append(taken.tokens.reshape(batch, n))
            rows.append((taken.sources // n * (groups * n) + index * n + taken.sources % n).reshape(batch, n))
        return tuple(moved), jnp.concatenate(rows, 1).reshape(-1), jnp.concatenate(chosen, 1).reshape(-1)

    def _candidates(self, scores: Array, n: int, key: Array) -> tuple[Array, Array]:
        """Enough of the best, or of sampled ones, that n go on even if every end is among them; descending."""
        count = max(2, 1 + len(self.config.eos_token_ids)) * n
        if not self.config.do_sample:
            best, places = jax.lax.top_k(scores, count)
            return best, places
        # The largest of scores with Gumbel noise are a sample without replacement.
        noisy = scores + jax.random.gumbel(key, scores.shape)
        places = jax.lax.top_k(noisy, count)[1]
        best, order = jax.lax.top_k(jnp.take_along_axis(scores, places, 1), count)
        return best, jnp.take_along_axis(places, order, 1)
