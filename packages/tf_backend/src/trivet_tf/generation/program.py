"""A whole search as one function of tensors, compiled by XLA, over a cache of fixed shapes.

Prompts and texts are padded at their ends to sizes that many lengths share: the padding stands behind all that is
text, nothing that is text can see it, and each new token takes a place of it.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from trivet.text.generation.choose import processors, sampling_warpers
from trivet.text.generation.config import GenerationConfig
from trivet_tf.cache.encoder_decoder import own_cache
from trivet_tf.cache.static import SlidingWindowCache
from trivet_tf.framework import tf
from trivet_tf.generation.decoding import expanded, repeated
from trivet_tf.generation.prompt import counts_by_mask, encoded_source
from trivet_tf.generation.search import Search, Singles
from trivet_tf.generation.steps import Seen, decoded_of, next_scores, scores_at, target_scores

Step = Callable[[tf.Tensor, Any, Any], tuple[tf.Tensor, Any]]
"""Takes tokens [rows], the number of tokens before them, and a cache; gives scores [rows, vocab] and the cache."""


class Written(NamedTuple):
    """What a program gives."""

    ids: tf.Tensor
    """[rows, capacity], padded."""
    lengths: tf.Tensor
    """Of each text, or of all."""
    scores: tf.Tensor | None
    """[rows], of beams."""
    trail: tf.Tensor | None
    """[rows, capacity], of beams: the row that each token was chosen from."""


class Inputs(NamedTuple):
    """The inputs of a program.

    Attributes:
        ids: [batch, length] of the decoder's prompt.
        source: [batch, length] of the encoder, or spectrograms [batch, bands, frames].
        mask: of the source, or else of the prompt, likewise.
        known: how many columns of the source, or else of the prompt, are not there for the shape alone.
        limit: the most tokens of a text.
        seed: int32 [2].
    """

    ids: tf.Tensor
    source: tf.Tensor | None
    mask: tf.Tensor
    known: Any
    limit: Any
    seed: tf.Tensor


class Program:
    """A search of one shape and one set of options.

    Args:
        capacity: places of a text.
        prompt: tokens of the prompt where the options need a number, or there is an encoder; else None.
    """

    def __init__(self, model: Any, config: GenerationConfig, capacity: int, prompt: int | None) -> None:
        self.model, self.config, self.capacity, self.prompt = model, config, capacity, prompt
        self.times = config.num_beams if config.num_beams > 1 else config.num_return_sequences

    def __call__(self, inputs: Inputs) -> Written:
        """Write."""
        config = copy.copy(self.config)
        vars(config)["max_length"] = inputs.limit
        prompt = inputs.known if self.prompt is None else self.prompt
        ids = tf.pad(inputs.ids, ((0, 0), (0, self.capacity - inputs.ids.shape[1])))
        ids = repeated(ids, self.times)
        first, step = self._one_sided(inputs) if inputs.source is None else self._two_sided(inputs)
        source = inputs.ids if inputs.source is None or inputs.source.dtype.is_floating else inputs.source
        source = tf.where(tf.range(source.shape[1])[None] < inputs.known, source, -1)
        source = repeated(source, self.times // config.num_beam_groups)
        rules = processors(config, prompt, source)
        search = Search(config, prompt, rules, sampling_warpers(config) if config.do_sample else [], inputs.seed)
        write = _beams if config.num_beams > 1 else _singles
        return write(search, ids, *first, step)

    def _one_sided(self, inputs: Inputs) -> tuple[tuple[tf.Tensor, Any], Step]:
        model, width, known = self.model, inputs.ids.shape[1], inputs.known
        mask = tf.where(tf.range(width)[None] < known, inputs.mask, 1)
        whole = tf.pad(repeated(mask, self.times), ((0, 0), (0, self.capacity - width)), constant_values=1)
        seen = Seen.of_text(whole)
        words = repeated(inputs.ids, self.times)
        options: dict[str, Any] = {}
        if counts_by_mask(model):
            # Behind the prompt stands nothing: whatever the place, the model must know it.
            options["position_ids"] = tf.minimum(seen.places[:, :width], known - 1)
        cache = model.init_cache(_rows(words), self.capacity)
        if isinstance(cache, SlidingWindowCache):
            # Where only a window is kept, what stands behind the prompt would push it out, and each step moves all.
            cache = cache.roomy(self.capacity)
        options |= {"attention_mask": whole, "past_key_values": cache, "use_cache": True}
        decoded = decoded_of(model, words, **options)
        cache = replace(own_cache(decoded.past_key_values), stored=tf.convert_to_tensor(known))
        return (scores_at(model, decoded, known - 1), cache), partial(next_scores, model, seen)

    def _two_sided(self, inputs: Inputs) -> tuple[tuple[tf.Tensor, Any], Step]:
        model, times = self.model, self.times
        encoded = expanded(encoded_source(model, inputs.source, inputs.mask), times)
        start, mask = repeated(inputs.ids, times), repeated(inputs.mask, times)
        cache = model.init_cache(_rows(start), self.capacity, encoded)
        return target_scores(model, mask, encoded, start, cache), partial(next_scores, model, Seen.of_source(mask))


def _singles(search: Search, ids: tf.Tensor, scores: tf.Tensor, cache: Any, step: Step) -> Written:
    """One text of every row of ids [rows, capacity]."""

    def going(length: tf.Tensor, state: Singles, chosen: tf.Tensor, cache: Any) -> tf.Tensor:
        return (length < search.config.max_length) & tf.reduce_any(state.open)

    def body(length: tf.Tensor, state: Singles, chosen: tf.Tensor, cache: Any) -> tuple[Any, ...]:
        scores, cache = step(chosen, length - 1, cache)
        state, chosen, _ = search.single(state, scores, length)
        return length + 1, state, chosen, cache

    state = Singles(ids, tf.ones_like(ids[:, 0], tf.bool))
    state, chosen, _ = search.single(state, scores, search.prompt)
    length, state, *_ = tf.while_loop(going, body, (tf.convert_to_tensor(search.prompt + 1), state, chosen, cache))
    padding = search.config.pad_token_id or 0
    return Written(tf.where(tf.range(ids.shape[1]) < length, state.ids, padding), length, None, None)


def _beams(search: Search, ids: tf.Tensor, scores: tf.Tensor, cache: Any, step: Step) -> Written:
    """The best texts of every `num_beams` rows of ids [batch × num_beams, capacity]."""

    def going(length: tf.Tensor, groups: Any, scores: tf.Tensor, cache: Any) -> tf.Tensor:
        done = tf.reduce_all(tf.stack([each.done for each in groups]))
        return (length < search.config.max_length) & ~done

    def body(length: tf.Tensor, groups: Any, scores: tf.Tensor, cache: Any) -> tuple[Any, ...]:
        # In this order the rules, which are long to compile, are there once; the model's last step is in vain.
        taken = search.beams(groups, scores, length)
        scores, cache = step(taken.tokens, length, cache.reordered(taken.rows))
        return length + 1, taken.groups, scores, cache

    start = tf.convert_to_tensor(search.prompt), search.start_beams(ids), scores, cache
    length, groups, *_ = tf.while_loop(going, body, start)
    best = search.best(groups, length)
    return Written(best.ids, best.lengths, best.scores, best.trail)


def _rows(tensor: tf.Tensor) -> Any:
    return tf.shape(tensor)[0] if tensor.shape[0] is None else tensor.shape[0]
