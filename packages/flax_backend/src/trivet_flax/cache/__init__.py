"""Caches of keys and values for step-by-step decoding: pytrees, each update of which returns a new one.

A cache of fixed shape goes through `jax.jit`, `jax.lax.scan` and `jax.lax.while_loop` with its position traced. What a
layer keeps, `cache_layers` says.
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
    """What every layer of a decoder has seen; a subclass says how it is kept.

    Attributes:
        layers: one `LayerCache` each.
        max_length: the most tokens there may be, or None.
    """

    layers: tuple[LayerCache, ...]
    max_length: int | None = None

    @property
    def index(self) -> Any:
        """How many tokens were seen: the position of the next one."""
        return self.layers[0].seen if self.layers else 0

    def columns(self, new: int) -> int:
        """How many positions a mask must tell of when `new` tokens come: all so far, or all that there may ever be."""
        index = self.index
        if isinstance(index, jax.core.Tracer):
            return self.max_length or 0
        return int(index) + new

    def with_layers(self, layers: Sequence[LayerCache]) -> Self:
        """A cache of the same sort with these layers: what a decoder returns."""
        return replace(self, layers=tuple(layers))

    def __len__(self) -> int:
        return len(self.layers)

    def __getitem__(self, layer: int) -> LayerCache:
        return self.layers[layer]


@pytree("max_length")
@dataclass(frozen=True)
class StaticCache(Cache):
    """Fixed shapes: room for `max_length` tokens in every layer."""

    @classmethod
    def empty(cls, shape: tuple[int, int, int, int], layers: int, dtype: Any = jnp.float32) -> StaticCache:
        """A cache with nothing in it.

        Args:
            shape: [batch, max_length, heads of keys and values, head size].
            dtype: of the computation.
        """
        return cls.of([shape] * layers, shape[1], dtype)

    @classmethod
    def of(cls, shapes: Iterable[tuple[int, int, int, int]], max_length: int, dtype: Any = jnp.float32) -> StaticCache:
        """A cache with nothing in it, of layers of which each has as many heads as its shape says."""
        return cls(tuple(StaticLayer(*_zeros(shape, dtype)) for shape in shapes), max_length)


@pytree("max_length")
@dataclass(frozen=True)
class SlidingWindowCache(Cache):
    """Fixed shapes: layers that look back a limited way keep only that much."""

    @classmethod
    def empty(
        cls, shape: tuple[int, int, int, int], windows: Sequence[int | None], dtype: Any = jnp.float32
    ) -> SlidingWindowCache:
        """A cache with nothing in it.

        Args:
            shape: [batch, max_length, heads of keys and values, head size].
            windows: how many tokens each layer sees, itself included; None: all.
            dtype: of the computation.
        """
        return cls.of([shape] * len(windows), windows, dtype)

    @classmethod
    def of(
        cls,
        shapes: Sequence[tuple[int, int, int, int]],
        windows: Sequence[int | None],
        dtype: Any = jnp.float32,
    ) -> SlidingWindowCache:
        """A cache with nothing in it, of layers of which each has as many heads as its shape says."""
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
    """Shapes that grow with every step; for step-by-step use that is not compiled."""

    @classmethod
    def empty(cls, layers: int) -> DynamicCache:
        """A cache with nothing in it."""
        return cls(tuple(DynamicLayer() for _ in range(layers)))


@pytree()
@dataclass(frozen=True)
class EncoderDecoderCache:
    """The cache of a decoder that also attends to an encoder's outputs.

    Attributes:
        self_attention: what the decoder has seen of its own tokens.
        cross_attention: the source as each layer sees it; empty where it has not been computed yet.
    """

    self_attention: Cache
    cross_attention: tuple[CrossLayer, ...] = ()

    @property
    def index(self) -> Any:
        """How many of the decoder's tokens were seen."""
        return self.self_attention.index

    @property
    def max_length(self) -> int | None:
        """The most of them there may be, or None."""
        return self.self_attention.max_length


def select_rows(cache: AnyCache, rows: Array) -> AnyCache:
    """The given rows of the batch, in the given order: what a beam search goes on with."""
    found: AnyCache = jax.tree.map(lambda array: array[rows] if array.ndim else array, cache)
    return found


def can_rewind(cache: Cache) -> bool:
    """Whether `rewound` can take the cache back: windows have let go of what was before."""
    return all(isinstance(layer, StaticLayer) for layer in cache.layers)


def rewound(cache: Cache, index: Array) -> Cache:
    """A cache that counts only its first `index` tokens; the next ones are put in place of the others.

    Raises:
        TypeError: it holds no more than a window.
    """
    if not can_rewind(cache):
        raise TypeError(f"{type(cache).__name__} cannot be taken back: it does not hold all tokens")
    layers = [layer for layer in cache.layers if isinstance(layer, StaticLayer)]
    return cache.with_layers([replace(layer, index=jnp.asarray(index, jnp.int32)) for layer in layers])


def fixed_cache(
    shapes: Sequence[tuple[int, int, int, int]], windows: Sequence[int | None], dtype: Any
) -> StaticCache | SlidingWindowCache:
    """The smallest cache of fixed shape: layers that look back less than all the way keep only that much.

    Args:
        shapes: of each layer, [batch, max_length, heads of keys and values, head size].
        windows, dtype: as `SlidingWindowCache.empty`.
    """
    length = shapes[0][1] if shapes else 0
    if any(window is not None and window < length for window in windows):
        return SlidingWindowCache.of(shapes, windows, dtype)
    return StaticCache.of(shapes, length, dtype)


def _zeros(shape: tuple[int, int, int, int], dtype: Any) -> tuple[Array, Array, Array]:
    """What a layer of fixed shape starts with; the shape is [batch, room, heads, head size]."""
    batch, room, heads, size = shape
    kept = (batch, heads, room, size)
    return jnp.zeros(kept, dtype), jnp.zeros(kept, dtype), jnp.zeros((), jnp.int32)
