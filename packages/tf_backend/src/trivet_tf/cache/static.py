"""Caches of fixed capacity, for programs of fixed shapes.

They hold batch and heads as one axis, [batch · heads, slots, head_dim], and a single head of a single row without that
axis: the shapes that XLA's matrix products take. If XLA had to merge or drop axes, it would fuse that with
writing the new position, in addition to the kernel that writes the next step's cache, and copy the whole cache twice in
every step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from trivet_tf.cache import Cache, DynamicCache, Pair, of_rows
from trivet_tf.framework import keras, tf

ops = keras.ops


@dataclass(frozen=True)
class StaticCache(Cache):
    """Memory for a fixed number of positions, so that every step has the same shapes and compiles once.

    Attributes:
        layers: each layer's key and value, [batch · heads, slots, head_dim], or [slots, head_dim] if that axis has
            length one.
        stored: number of stored positions.
        heads: number of heads of keys and values, for each layer.
    """

    stored: int | tf.Tensor = 0
    heads: tuple[int, ...] = ()

    @classmethod
    def empty(
        cls, heads: Sequence[int], batch_size: int, max_length: int, head_dim: int, dtype: Any = "float32"
    ) -> Self:
        """An empty cache for `max_length` positions in each layer.

        Args:
            heads: number of heads of keys and values, for each layer.
        """
        rooms = (max_length,) * len(heads)
        return cls(_empty(heads, batch_size, rooms, head_dim, dtype), ops.zeros((), "int32"), tuple(heads))

    @classmethod
    def holding(cls, cache: Cache, max_length: int) -> StaticCache:
        """A copy of another cache, with a capacity of `max_length` positions in each layer."""
        length = int(cache.length)
        sides = (0, 0), (0, 0), (0, max_length - length), (0, 0)
        pairs = tuple((ops.pad(key, sides), ops.pad(value, sides)) for key, value in cache)
        layers = tuple(_joined(pair, _axes(pair[0].shape[0], pair[0].shape[1])) for pair in pairs)
        return StaticCache(layers, ops.convert_to_tensor(length, "int32"), tuple(key.shape[1] for key, _ in pairs))

    def contents(self) -> DynamicCache:
        """The stored positions, as a cache that grows."""
        length = int(self.stored)
        return DynamicCache(tuple((key[:, :, :length], value[:, :, :length]) for key, value in self))

    @property
    def length(self) -> int | tf.Tensor:
        """Number of stored positions."""
        return self.stored

    def store(self, layer: int, key: tf.Tensor, value: tf.Tensor) -> tuple[Pair, Pair]:
        """Write positions into one layer's memory.

        Raises:
            ValueError: the cache is full. A compiled function cannot check this: allocate enough for all positions.
        """
        room = self.layers[layer]
        kept = _written(room, _like(room, (key, value)), self.stored)
        return kept, self._apart(layer, kept)

    def key_positions(self, layer: int, new: int | tf.Tensor) -> tf.Tensor:
        """0, 1, 2, …, and -1 for empty slots."""
        return _filled(self.layers[layer][0].shape[-2], self.stored + new)

    def stepped(self, layers: Sequence[Pair], new: int | tf.Tensor) -> Self:
        """The cache after every layer has stored `new` positions."""
        return replace(self, layers=tuple(layers), stored=self.stored + new)

    def reordered(self, rows: tf.Tensor) -> Self:
        """The cache for a batch of these rows [new batch]."""
        picked = of_rows(tuple(self), rows)
        joined = (_joined(pair, _axes(rows.shape[0], heads)) for pair, heads in zip(picked, self.heads, strict=True))
        return replace(self, layers=tuple(joined))

    def roomy(self, max_length: int) -> StaticCache:
        """An empty cache of the same sizes, with a capacity of `max_length` positions in each layer."""
        key = self[0][0]
        return StaticCache.empty(self.heads, ops.shape(key)[0], max_length, key.shape[3], key.dtype)

    def __getitem__(self, index: int) -> Pair:
        return self._apart(index, self.layers[index])

    def __iter__(self) -> Iterator[Pair]:
        return (self[index] for index in range(len(self)))

    def _apart(self, layer: int, pair: Pair) -> Pair:
        """The pair with a separate axis of heads."""
        key, value = (ops.reshape(each, (-1, self.heads[layer], *each.shape[-2:])) for each in pair)
        return key, value

    def __tf_flatten__(self) -> tuple[Any, tuple[Any, ...]]:
        return (self.heads,), (self.layers, self.stored)

    @classmethod
    def __tf_unflatten__(cls, metadata: Any, components: tuple[Any, ...]) -> Self:
        return cls(*components, *metadata)


@dataclass(frozen=True)
class SlidingWindowCache(StaticCache):
    """A `StaticCache` whose layers with a window keep only the last positions, which later ones can see.

    Attributes:
        windows: for each layer how many positions a token sees, including itself; None for all.
    """

    windows: tuple[int | None, ...] = ()

    @classmethod
    def sliding(
        cls,
        windows: Sequence[int | None],
        heads: Sequence[int],
        batch_size: int,
        max_length: int,
        head_dim: int,
        dtype: Any = "float32",
    ) -> Self:
        """An empty cache for `max_length` positions in each layer, or for its window if that is less."""
        # The newest position is stored with the step that attends from it, hence one less.
        kept = tuple(None if window is None or window > max_length else max(window - 1, 1) for window in windows)
        rooms = tuple(room or max_length for room in kept)
        return cls(_empty(heads, batch_size, rooms, head_dim, dtype), ops.zeros((), "int32"), tuple(heads), kept)

    def store(self, layer: int, key: tf.Tensor, value: tf.Tensor) -> tuple[Pair, Pair]:
        """Append positions to one layer's memory, dropping the oldest.

        Raises:
            ValueError: a layer without a window is full.
        """
        room, before = self.windows[layer], self.layers[layer]
        if room is None:
            return super().store(layer, key, value)
        keys, values = (
            ops.concatenate([old, ops.cast(each, old.dtype)], axis=-2)
            for old, each in zip(before, _like(before, (key, value)), strict=True)
        )
        return (keys[..., -room:, :], values[..., -room:, :]), self._apart(layer, (keys, values))

    def key_positions(self, layer: int, new: int | tf.Tensor) -> tf.Tensor:
        """The last positions before the new ones, then those."""
        room = self.windows[layer]
        if room is None:
            return super().key_positions(layer, new)
        return ops.arange(room + new, dtype="int32") + (self.stored - room)

    def __tf_flatten__(self) -> tuple[Any, tuple[Any, ...]]:
        return (self.heads, self.windows), (self.layers, self.stored)


def _written(room: Pair, new: Pair, start: int | tf.Tensor) -> Pair:
    """The pair with new positions from `start` on.

    Raises:
        ValueError: they do not fit.
    """
    known, places, more = tf.get_static_value(start), room[0].shape[-2], new[0].shape[-2]
    if known is not None and more is not None and known + more > places:
        raise ValueError(
            f"the cache has room for {places} positions; {known} are stored, and {more} more do not fit. "
            "Create it with a larger max_length."
        )
    at = ops.stack([0, start, 0][-len(room[0].shape) :])
    key, value = (ops.slice_update(old, at, ops.cast(each, old.dtype)) for old, each in zip(room, new, strict=True))
    return key, value


def _empty(
    heads: Sequence[int], batch_size: int | tf.Tensor, rooms: Sequence[int], head_dim: int, dtype: Any
) -> tuple[Pair, ...]:
    """Layers of zeros, with the capacities `rooms`."""
    layers = []
    for count, room in zip(heads, rooms, strict=True):
        axes = () if isinstance(batch_size, int) and batch_size * count == 1 else (batch_size * count,)
        layers.append((ops.zeros((*axes, room, head_dim), dtype), ops.zeros((*axes, room, head_dim), dtype)))
    return tuple(layers)


def _axes(batch_size: int | None, heads: int) -> tuple[int, ...]:
    """The axes of `_joined` for a batch of that size, or of unknown size."""
    return () if batch_size == heads == 1 else (-1,)


def _like(room: Pair, new: Pair) -> Pair:
    """New positions [batch, heads, length, head_dim] with the axes of the memory `room`."""
    return _joined(new, (-1,) * (len(room[0].shape) - 2))


def _joined(pair: Pair, axes: tuple[int, ...]) -> Pair:
    """The pair with these axes for batch and heads."""
    key, value = (ops.reshape(each, (*axes, ops.shape(each)[2], each.shape[3])) for each in pair)
    return key, value


def _filled(room: int, count: int | tf.Tensor) -> tf.Tensor:
    """0, 1, 2, … for filled slots, then -1."""
    places = ops.arange(room, dtype="int32")
    return ops.where(places < count, places, -1)
