"""The cache of a decoder with cross-attention: a cache of `trivet_tf.cache` for each kind of attention."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

import optree

from trivet_tf.cache import Cache, DynamicCache, Pair, as_cache, pair_of
from trivet_tf.framework import tf


@dataclass(frozen=True)
class EncoderDecoderCache:
    """The two caches of a decoder with cross-attention.

    It also reads as a tuple of `(key, value, encoder's key, encoder's value)` for each layer.

    Attributes:
        self_attention: the cache of the decoder's own positions.
        cross_attention: the cache of the encoder's states; without layers before the first step.
    """

    self_attention: Cache
    cross_attention: DynamicCache = field(default_factory=DynamicCache)

    @property
    def length(self) -> int | tf.Tensor:
        """Number of stored positions of the decoder."""
        return self.self_attention.length

    def stepped(self, layers: Sequence[Pair], cross_layers: Sequence[Pair], new: int | tf.Tensor) -> Self:
        """The cache after every layer has stored `new` positions.

        Args:
            cross_layers: each layer's key and value of the encoder's states.
        """
        return replace(
            self,
            self_attention=self.self_attention.stepped(layers, new),
            cross_attention=DynamicCache(tuple(cross_layers)),
        )

    def reordered(self, rows: tf.Tensor) -> Self:
        """The cache for a batch of these rows [new batch]."""
        return replace(
            self,
            self_attention=self.self_attention.reordered(rows),
            cross_attention=self.cross_attention.reordered(rows),
        )

    def __len__(self) -> int:
        return len(self.self_attention)

    def __getitem__(self, index: int) -> tuple[tf.Tensor, ...]:
        return (*self.self_attention[index], *(self.cross_attention[index] if self.cross_attention else ()))

    def __iter__(self) -> Iterator[tuple[tf.Tensor, ...]]:
        return (self[index] for index in range(len(self)))

    def __tf_flatten__(self) -> tuple[Any, tuple[Any, ...]]:
        return (), (self.self_attention, self.cross_attention)

    @classmethod
    def __tf_unflatten__(cls, metadata: Any, components: tuple[Any, ...]) -> Self:
        return cls(*components)


optree.register_pytree_node(
    EncoderDecoderCache,
    lambda cache: ((cache.self_attention, cache.cross_attention), (), None),
    lambda _, components: EncoderDecoderCache(*components),
    namespace="keras",
)


def as_encoder_decoder_cache(past: Any) -> EncoderDecoderCache:
    """The cache of a decoder with an encoder, from what a caller passes as `past_key_values`.

    Args:
        past: a cache, or that of the decoder only; a tuple of four tensors, or of the decoder's
            two, for each layer; or None.

    Raises:
        ValueError: the value is neither.
    """
    if isinstance(past, EncoderDecoderCache):
        return past
    # Without an encoder's output there are no keys of it.
    if isinstance(past, Cache) or not past or all(len(layer) == 2 for layer in past):
        return EncoderDecoderCache(as_cache(past))
    pairs = [(pair_of(layer[:2]), pair_of(layer[2:])) for layer in past]
    return EncoderDecoderCache(
        DynamicCache(tuple(own for own, _ in pairs)), DynamicCache(tuple(far for _, far in pairs))
    )


def own_cache(past: Any) -> Any:
    """A decoder's cache of its own positions, without that of an encoder's states."""
    return past.self_attention if isinstance(past, EncoderDecoderCache) else past


def returned(cache: Any, past_key_values: Any) -> Any:
    """What a model returns of the cache that it worked with: a cache if it was called with one, else a plain tuple.

    Args:
        past_key_values: what it was called with.
    """
    if cache is None or isinstance(past_key_values, Cache | EncoderDecoderCache):
        return cache
    return tuple(cache)
