"""Caches of keys and values for step-by-step decoding: pytrees, each update of which returns a new one.

A cache of fixed shape goes through `jax.jit`, `jax.lax.scan` and `jax.lax.while_loop` with its position traced. The
layers' parts are in `trivet_flax.cache.layers`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self, TypeVar

import jax
import jax.numpy as jnp

from trivet_flax.cache.layers import CrossLayer, DynamicLayer, LayerCache, StaticLayer, WindowLayer, pytree

Array = jax.Array
AnyCache = TypeVar("AnyCache", bound="Cache | EncoderDecoderCache")


@dataclass(frozen=True)
class Cache:
    """Keys and values of all layers of a decoder; subclasses differ in how they store them.

    Attributes:
        layers: one `LayerCache` each.
        max_length: capacity in tokens, or None.
    """

    layers: tuple[LayerCache, ...]
    max_length: int | None = None

    @property
    def index(self) -> Any:
        """Number of cached tokens, which is the position of the next one."""
        return self.layers[0].seen if self.layers else 0

    def columns(self, new: int) -> int:
        """Required columns of a mask for `new` tokens: all so far, or the whole capacity."""
        index = self.index
        if isinstance(index, jax.core.Tracer):
            return self.max_length or 0
        return int(index) + new

    def with_layers(self, layers: Sequence[LayerCache]) -> Self:
        """A cache of the same kind with these layers."""
        return replace(self, layers=tuple(layers))

    def __len__(self) -> int:
        return len(self.layers)

    def __getitem__(self, layer: int) -> LayerCache:
        return self.layers[layer]


@pytree("max_length")
@dataclass(frozen=True)
class StaticCache(Cache):
    """Fixed shapes: memory for `max_length` tokens in every layer."""

    @classmethod
    def empty(cls, shape: tuple[int, int, int, int], layers: int, dtype: Any = jnp.float32) -> StaticCache:
        """An empty cache.

        Args:
            shape: [batch, max_length, heads of keys and values, head size].
            dtype: dtype of the computation.
        """
        return cls.of([shape] * layers, shape[1], dtype)

    @classmethod
    def of(cls, shapes: Iterable[tuple[int, int, int, int]], max_length: int, dtype: Any = jnp.float32) -> StaticCache:
        """An empty cache, with the shape of each layer."""
        return cls(tuple(StaticLayer(*_zeros(shape, dtype)) for shape in shapes), max_length)


@pytree("max_length")
@dataclass(frozen=True)
class SlidingWindowCache(Cache):
    """Fixed shapes: layers with a window keep only the window."""

    @classmethod
    def empty(
        cls, shape: tuple[int, int, int, int], windows: Sequence[int | None], dtype: Any = jnp.float32
    ) -> SlidingWindowCache:
        """An empty cache.

        Args:
            shape: [batch, max_length, heads of keys and values, head size].
            windows: how many tokens each layer sees, including the token itself; None for all.
            dtype: dtype of the computation.
        """
        return cls.of([shape] * len(windows), windows, dtype)

    @classmethod
    def of(
        cls,
        shapes: Sequence[tuple[int, int, int, int]],
        windows: Sequence[int | None],
        dtype: Any = jnp.float32,
    ) -> SlidingWindowCache:
        """An empty cache, with the shape of each layer."""
        layers: list[LayerCache] = []
        for (batch, room, heads, size), window in zip(shapes, windows, strict=True):
            if window is None or window >= room:
                layers.append(StaticLayer(*_zeros((batch, room, heads, size), dtype)))
            else:
                layers.append(WindowLayer(*_zeros((batch, window, heads, size), dtype)))
        return cls(tuple(layers), shapes[0][1])


@pytree("max_length")
@dataclass(frozen=True)
class DynamicCache(Cache):
    """Shapes that grow with every step, for uncompiled decoding."""

    @classmethod
    def empty(cls, layers: int) -> DynamicCache:
        """An empty cache."""
        return cls(tuple(DynamicLayer() for _ in range(layers)))


@pytree()
@dataclass(frozen=True)
class EncoderDecoderCache:
    """The cache of a decoder with cross-attention.

    Attributes:
        self_attention: the cache of the decoder's own tokens.
        cross_attention: each layer's keys and values of the source; empty if not computed yet.
    """

    self_attention: Cache
    cross_attention: tuple[CrossLayer, ...] = ()

    @property
    def index(self) -> Any:
        """Number of cached tokens of the decoder."""
        return self.self_attention.index

    @property
    def max_length(self) -> int | None:
        """Capacity in tokens, or None."""
        return self.self_attention.max_length


def select_rows(cache: AnyCache, rows: Array) -> AnyCache:
    """The cache for some rows of the batch in some order, for beam search."""
    selected: AnyCache = jax.tree.map(lambda array: array[rows] if array.ndim else array, cache)
    return selected


def can_rewind(cache: Cache) -> bool:
    """Whether the cache supports `rewound`: windows have dropped earlier tokens."""
    return all(isinstance(layer, StaticLayer) for layer in cache.layers)


def rewound(cache: Cache, index: Array) -> Cache:
    """A cache with only its first `index` tokens; the next ones overwrite the others.

    Raises:
        TypeError: the cache holds only a window.
    """
    if not can_rewind(cache):
        raise TypeError(f"{type(cache).__name__} cannot be rewound: it does not hold all tokens")
    layers = [layer for layer in cache.layers if isinstance(layer, StaticLayer)]
    return cache.with_layers([replace(layer, index=jnp.asarray(index, jnp.int32)) for layer in layers])


def fixed_cache(
    shapes: Sequence[tuple[int, int, int, int]], windows: Sequence[int | None], dtype: Any
) -> StaticCache | SlidingWindowCache:
    """The smallest cache of fixed shape: layers with a window keep only the window.

    Args:
        shapes: the shape of each layer, [batch, max_length, heads of keys and values, head size].
        windows, dtype: as for `SlidingWindowCache.empty`.
    """
    length = shapes[0][1] if shapes else 0
    if any(window is not None and window < length for window in windows):
        return SlidingWindowCache.of(shapes, windows, dtype)
    return StaticCache.of(shapes, length, dtype)


def _zeros(shape: tuple[int, int, int, int], dtype: Any) -> tuple[Array, Array, Array]:
    """The initial arrays of a layer of fixed shape [batch, room, heads, head size]."""
    batch, room, heads, size = shape
    kept = (batch, heads, room, size)
    return jnp.zeros(kept, dtype), jnp.zeros(kept, dtype), jnp.zeros((), jnp.int32)
