"""Keys and values of the tokens that a decoder has read, so that each next token costs one step.

A cache is a value: storing returns the contents of the next cache and does not change this one, so that a whole
decoding loop is one `tf.function`. It also reads as a tuple of one `(key, value)` for each layer, each [batch, heads,
length, head_dim].

Must not know models.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import optree

from trivet_tf.framework import keras, tf

ops = keras.ops

Pair = tuple[tf.Tensor, tf.Tensor]


@dataclass(frozen=True)
class Cache:
    """Base of every cache; a tree for `tf.nest` and `keras.tree`, of its tensors.

    Attributes:
        layers: each layer's key and value, [batch, heads, slots, head_dim], unless a subclass has another layout.
    """

    layers: tuple[Pair, ...] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)

        def flatten(cache: Any) -> tuple[tuple[Any, ...], Any, None]:
            metadata, components = cache.__tf_flatten__()
            return components, metadata, None

        def unflatten(metadata: Any, components: Iterable[Any]) -> Any:
            return cls.__tf_unflatten__(metadata, tuple(components))

        optree.register_pytree_node(cls, flatten, unflatten, namespace="keras")

    @property
    def length(self) -> int | tf.Tensor:
        """Number of stored positions; an int if it is known statically."""
        raise NotImplementedError

    def store(self, layer: int, key: tf.Tensor, value: tf.Tensor) -> tuple[Pair, Pair]:
        """Add positions to one layer.

        Args:
            key, value: [batch, heads, new, head_dim].

        Returns:
            The layer's pair for `stepped`, and the key and value to attend to: [batch, heads, keys, head_dim].
        """
        raise NotImplementedError

    def key_positions(self, layer: int, new: int | tf.Tensor) -> tf.Tensor:
        """The position of each key that `store` returns, [keys]; negative for empty slots.

        Args:
            new: number of positions that are being stored.
        """
        raise NotImplementedError

    def stepped(self, layers: Sequence[Pair], new: int | tf.Tensor) -> Self:
        """The cache after every layer has stored `new` positions."""
        return replace(self, layers=tuple(layers))

    def reordered(self, rows: tf.Tensor) -> Self:
        """The cache for a batch of these rows [new batch], as chosen by beam search."""
        return replace(self, layers=of_rows(self.layers, rows))

    def __len__(self) -> int:
        return len(self.layers)

    def __getitem__(self, index: int) -> Pair:
        return self.layers[index]

    def __iter__(self) -> Iterator[Pair]:
        return iter(self.layers)

    def __tf_flatten__(self) -> tuple[Any, tuple[Any, ...]]:
        return (), (self.layers,)

    @classmethod
    def __tf_unflatten__(cls, metadata: Any, components: tuple[Any, ...]) -> Self:
        return cls(*metadata, *components)


@dataclass(frozen=True)
class DynamicCache(Cache):
    """Grows with every token. `DynamicCache()` is an empty cache for any model."""

    @property
    def length(self) -> int | tf.Tensor:
        """Number of stored positions."""
        return ops.shape(self.layers[0][0])[2] if self.layers else 0

    def store(self, layer: int, key: tf.Tensor, value: tf.Tensor) -> tuple[Pair, Pair]:
        """Append positions to one layer."""
        if self.layers:
            key, value = (
                ops.concatenate([old, ops.cast(each, old.dtype)], axis=2)
                for old, each in zip(self.layers[layer], (key, value), strict=True)
            )
        return (key, value), (key, value)

    def key_positions(self, layer: int, new: int | tf.Tensor) -> tf.Tensor:
        """0, 1, 2, …"""
        return ops.arange(self.length + new, dtype="int32")


def as_cache(past: Any) -> Cache:
    """A decoder's cache from what a caller passes as `past_key_values`.

    Args:
        past: a cache; a tuple of a pair (or of one tensor that stacks both) for each layer; or None.

    Raises:
        ValueError: the value is neither.
    """
    if isinstance(past, Cache):
        return past
    if not past:
        return DynamicCache()
    return DynamicCache(tuple(pair_of(layer) for layer in past))


def pair_of(layer: Any) -> Pair:
    """A layer's key and value.

    Raises:
        ValueError: the value is something else.
    """
    parts = tuple(layer[index] for index in range(2)) if tf.is_tensor(layer) and layer.shape[0] == 2 else tuple(layer)
    if len(parts) != 2 or any(len(part.shape) != 4 for part in parts):
        shapes = [list(part.shape) for part in parts]
        raise ValueError(
            "past_key_values must be a cache, or hold for each layer a key and a value, each "
            f"[batch, heads, length, head_dim]; one layer holds {shapes}"
        )
    return parts


def of_rows(layers: Sequence[Pair], rows: tf.Tensor) -> tuple[Pair, ...]:
    """Layers [batch, …] for a batch of these rows."""
    return tuple((ops.take(key, rows, axis=0), ops.take(value, rows, axis=0)) for key, value in layers)
