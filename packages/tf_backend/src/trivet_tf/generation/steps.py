"""One step of decoding over a cache of fixed room: a piece of a program's loop, and a program of its own where a caller
follows the search and the loop is Python's."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from trivet_tf.cache.encoder_decoder import own_cache
from trivet_tf.cache.static import StaticCache
from trivet_tf.framework import tf
from trivet_tf.generation.called import is_overridden
from trivet_tf.generation.decoding import Decoding
from trivet_tf.generation.prompt import Prompt, counts_by_mask
from trivet_tf.generation.sizes import size_for
from trivet_tf.model.outputs import TFBaseModelOutput


class Seen(NamedTuple):
    """What all steps of a batch see, beside the cache."""

    mask: tf.Tensor
    """1 where what is there is none of padding: [rows, source] of a source, else [rows, capacity] of the text."""
    places: tf.Tensor
    """[rows, capacity]: each token's position, by which padding does not count."""

    @classmethod
    def of_text(cls, mask: tf.Tensor) -> Seen:
        """Of a text without a source."""
        return cls(mask, tf.maximum(tf.cumsum(mask, -1) - 1, 0))

    @classmethod
    def of_source(cls, mask: tf.Tensor) -> Seen:
        """Of a target, whose own tokens are none of padding."""
        return cls(mask, mask[:, :0])


def next_scores(model: Any, seen: Seen, tokens: tf.Tensor, length: Any, cache: Any) -> tuple[tf.Tensor, Any]:
    """Scores [rows, vocab] behind these tokens [rows], as float32, and the cache with them.

    Args:
        length: how many tokens are before them.
    """
    if getattr(model.config, "is_encoder_decoder", False):
        return target_scores(model, seen.mask, TFBaseModelOutput(), tokens[:, None], cache)
    own = {}
    if counts_by_mask(model):
        own["position_ids"] = tf.gather(seen.places, tf.reshape(length, (1,)), axis=1)
    decoded = decoded_of(model, tokens[:, None], attention_mask=seen.mask, past_key_values=cache, use_cache=True, **own)
    return scores_at(model, decoded, 0), own_cache(decoded.past_key_values)


def target_scores(model: Any, mask: tf.Tensor, encoded: Any, ids: tf.Tensor, cache: Any) -> tuple[tf.Tensor, Any]:
    """Scores [rows, vocab] behind ids [rows, length] of a target, and the cache with them.

    Args:
        mask: [rows, source], of the source.
        encoded: what its encoder gave; empty where the cache has what the decoder wants of it.
    """
    inputs = {"decoder_input_ids": ids, "attention_mask": mask}
    if is_overridden(model, "call"):
        called = {"encoder_outputs": encoded, "past_key_values": cache, "use_cache": True, "return_dict": True}
        output = model(**inputs, **called, training=False)
        return tf.cast(output.logits[:, -1], tf.float32), output.past_key_values
    options = {"output_attentions": False, "output_hidden_states": False, "training": False}
    decoded = model.decode(inputs, encoded, cache, use_cache=True, **options)
    scores = model.scores(decoded.last_hidden_state[:, -1:])[:, 0]
    return tf.cast(scores, tf.float32), decoded.past_key_values


def decoded_of(model: Any, ids: tf.Tensor, **options: Any) -> Any:
    """A decoder's states for ids, before its head if that is separate."""
    if hasattr(model, "scores") and hasattr(model, "encode") and not is_overridden(model, "call"):
        return model.encode(input_ids=ids, training=False, **options)
    return model(input_ids=ids, return_dict=True, training=False, **options)


def scores_at(model: Any, decoded: Any, place: Any) -> tf.Tensor:
    """Scores [rows, vocab] behind one place of what was decoded, as float32: a head for all places costs far more."""
    place = tf.reshape(place, (1,))
    if "last_hidden_state" in decoded:
        logits = model.scores(tf.gather(decoded.last_hidden_state, place, axis=1))
    else:
        logits = tf.gather(decoded.logits, place, axis=1)
    return tf.cast(logits[:, 0], tf.float32)


def compiled_step(model: Any) -> Any:
    """`next_scores` of a model, compiled for each shape that it meets."""
    return tf.function(partial(next_scores, model), jit_compile=True, autograph=False)


class CompiledDecoding(Decoding):
    """Reads a prompt as it is, and takes each step after it as one compiled program.

    Args:
        step: what `compiled_step` gives.
        new: tokens that a text gets at most.
    """

    def __init__(self, model: Any, prompt: Prompt, times: int, *, step: Any, new: int) -> None:
        super().__init__(model, prompt, times, {})
        self.step, self.new = step, new
        self.seen: Seen | None = None

    def scores(self, ids: tf.Tensor) -> tf.Tensor:
        """Scores [rows, vocab] for the next token, as float32, for the whole text so far [rows, length]."""
        if self.seen is None:
            scores = super().scores(ids)
            self._settle(ids.shape[0])
            return scores
        length = self.cache.length
        scores, self.cache = self.step(self.seen, ids[:, -1], length, self.cache)
        return scores

    @property
    def past(self) -> Any:
        """All that was seen, as a cache that grows."""
        if self.seen is None:
            return self.cache
        if self.encoded is None:
            return self.cache.contents()
        source, own = self.encoded[0].shape[1], self.cache.self_attention.contents()
        far = tuple((key[:, :, :source], value[:, :, :source]) for key, value in self.cache.cross_attention)
        return replace(self.cache, self_attention=own, cross_attention=replace(own, layers=far))

    def _settle(self, rows: int) -> None:
        """Move what the prompt left to where the steps want it, in sizes that near lengths share."""
        length = int(self.cache.length)
        capacity = size_for(length) + size_for(self.new)
        if self.encoded is None:
            mask = tf.ones((rows, length), tf.int32) if self.mask is None else self.mask[:, :length]
            whole = tf.pad(mask, ((0, 0), (0, capacity - length)), constant_values=1)
            self.seen, self.cache = Seen.of_text(whole), StaticCache.holding(self.cache, capacity)
            return
        source = self.encoded[0].shape[1]
        behind = size_for(source) - source if getattr(self.model, "masks_source", True) else 0
        mask = tf.ones((rows, source), tf.int32) if self.mask is None else self.mask
        self.seen = Seen.of_source(tf.pad(mask, ((0, 0), (0, behind))))
        sides = (0, 0), (0, 0), (0, behind), (0, 0)
        far = tuple((tf.pad(key, sides), tf.pad(value, sides)) for key, value in self.cache.cross_attention)
        self.cache = replace(
            self.cache,
            self_attention=StaticCache.holding(self.cache.self_attention, capacity),
            cross_attention=replace(self.cache.cross_attention, layers=far),
        )
