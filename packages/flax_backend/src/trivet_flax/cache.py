"""Caches of keys and values for step-by-step decoding: pytrees, each update of which returns a new one.

A cache of fixed shape goes through `jax.jit`, `jax.lax.scan` and `jax.lax.while_loop` with its position traced. Knows
no family and no masks: a layer says which position each of its keys has, and whoever makes the mask compares those.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self, TypeVar

import jax
import jax.numpy as jnp
import numpy as np

Array = jax.Array
Class = TypeVar("Class", bound=type[Any])
AnyCache = TypeVar("AnyCache", bound="Cache | EncoderDecoderCache")


def _pytree(*static: str) -> Callable[[Class], Class]:
    """Register a dataclass as a pytree, its `static` fields being part of its structure."""

    def register(cls: Class) -> Class:
        names = [name for name in cls.__dataclass_fields__ if name not in static]
        jax.tree_util.register_dataclass(cls, data_fields=names, meta_fields=list(static))
        return cls

    return register


class LayerCache(ABC):
    """Keys and values that one layer of self-attention has seen."""

    @property
    @abstractmethod
    def seen(self) -> Any:
        """How many tokens it has seen: the position of the next one. Traced where the shape is fixed."""

    @abstractmethod
    def update(self, key: Array, value: Array) -> tuple[LayerCache, Array, Array]:
        """Add the keys and values of new tokens.

        Args:
            key, value: [batch, new, heads, head size].

        Returns:
            The layer after them, and all keys and values to attend to, [batch, keys, heads, head size].

        Raises:
            ValueError: the cache is for another batch size, or (where the position is known) has no room.
        """

    @abstractmethod
    def key_positions(self, new: int) -> Any:
        """The position of each key that `update` gives for `new` tokens, [keys]; below 0 where there is none yet.

        A numpy `arange` where key i has position i.
        """


@dataclass(frozen=True)
class FixedLayer(LayerCache):
    """A layer whose arrays keep their shape.

    Attributes:
        key, value: [batch, room, heads, head size]; zero where no token was yet.
        index: how many tokens there were, int32.
    """

    key: Array
    value: Array
    index: Array

    @property
    def seen(self) -> Array:
        """As `LayerCache.seen`."""
        return self.index


@_pytree()
@dataclass(frozen=True)
class StaticLayer(FixedLayer):
    """Room for a fixed number of tokens: the one of position i in row i."""

    def update(self, key: Array, value: Array) -> tuple[StaticLayer, Array, Array]:
        """As `LayerCache.update`. Beyond the end of a traced cache the new keys are NaN, not somebody else's."""
        _require_batch(key, self.key)
        new, room = key.shape[1], self.key.shape[1]
        seen = 0 if isinstance(self.index, jax.core.Tracer) else int(self.index)
        if seen + new > room:
            raise ValueError(
                f"{new} token(s) after {seen} do not fit a cache of {room}: give init_cache a greater max_length"
            )
        fits = self.index + new <= room
        keys, values = (
            jax.lax.dynamic_update_slice_in_dim(
                buffer, jnp.where(fits, array, jnp.nan).astype(buffer.dtype), self.index, axis=1
            )
            for buffer, array in ((self.key, key), (self.value, value))
        )
        return StaticLayer(keys, values, self.index + new), keys, values

    def key_positions(self, new: int) -> Any:
        """As `LayerCache.key_positions`; those of keys to come are above the queries'."""
        return np.arange(self.key.shape[1])


@_pytree()
@dataclass(frozen=True)
class WindowLayer(FixedLayer):
    """The last tokens only, the newest last, for a layer that looks back no further."""

    def update(self, key: Array, value: Array) -> tuple[WindowLayer, Array, Array]:
        """As `LayerCache.update`: what is attended to are the window's tokens, then all new ones."""
        _require_batch(key, self.key)
        window = self.key.shape[1]
        keys, values = (
            jnp.concatenate([buffer, array.astype(buffer.dtype)], axis=1)
            for buffer, array in ((self.key, key), (self.value, value))
        )
        return WindowLayer(keys[:, -window:], values[:, -window:], self.index + key.shape[1]), keys, values

    def key_positions(self, new: int) -> Any:
        """As `LayerCache.key_positions`."""
        return jnp.arange(-self.key.shape[1], new) + self.index


@_pytree()
@dataclass(frozen=True)
class DynamicLayer(LayerCache):
    """All tokens so far, in arrays that grow. Each step has another shape, so a compiled step is compiled each time.

    Attributes:
        key, value: [batch, tokens, heads, head size]; None before the first.
    """

    key: Array | None = None
    value: Array | None = None

    @property
    def seen(self) -> int:
        """As `LayerCache.seen`."""
        return 0 if self.key is None else self.key.shape[1]

    def update(self, key: Array, value: Array) -> tuple[DynamicLayer, Array, Array]:
        """As `LayerCache.update`."""
        if self.key is not None and self.value is not None:
            _require_batch(key, self.key)
            key, value = jnp.concatenate([self.key, key], axis=1), jnp.concatenate([self.value, value], axis=1)
        return DynamicLayer(key, value), key, value

    def key_positions(self, new: int) -> Any:
        """As `LayerCache.key_positions`."""
        return np.arange(self.seen + new)


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


@_pytree("max_length")
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
        return cls(tuple(StaticLayer(*_zeros(shape, dtype)) for _ in range(layers)), shape[1])


@_pytree("max_length")
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
        batch, max_length, *rest = shape
        layers: list[LayerCache] = []
        for window in windows:
            if window is None or window >= max_length:
                layers.append(StaticLayer(*_zeros(shape, dtype)))
            else:
                layers.append(WindowLayer(*_zeros((batch, window, *rest), dtype)))
        return cls(tuple(layers), max_length)


@_pytree("max_length")
@dataclass(frozen=True)
class DynamicCache(Cache):
    """Shapes that grow with every step; for step-by-step use that is not compiled."""

    @classmethod
    def empty(cls, layers: int) -> DynamicCache:
        """A cache with nothing in it."""
        return cls(tuple(DynamicLayer() for _ in range(layers)))


@_pytree()
@dataclass(frozen=True)
class CrossLayer:
    """What one layer of cross-attention attends to: keys and values of the source, which never change.

    Attributes:
        key, value: [batch, source length, heads, head size].
    """

    key: Array
    value: Array


@_pytree()
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


def fixed_cache(
    shape: tuple[int, int, int, int], windows: Sequence[int | None], dtype: Any
) -> StaticCache | SlidingWindowCache:
    """The smallest cache of fixed shape: layers that look back less than all the way keep only that much.

    Args:
        shape, windows, dtype: as `SlidingWindowCache.empty`.
    """
    if any(window is not None and window < shape[1] for window in windows):
        return SlidingWindowCache.empty(shape, windows, dtype)
    return StaticCache.empty(shape, len(windows), dtype)


def _zeros(shape: tuple[int, ...], dtype: Any) -> tuple[Array, Array, Array]:
    return jnp.zeros(shape, dtype), jnp.zeros(shape, dtype), jnp.zeros((), jnp.int32)


def _require_batch(new: Array, held: Array) -> None:
    rows, room = new.shape[0], held.shape[0]
    if rows != room:
        raise ValueError(f"{rows} row(s) were given, but the cache is for {room}: make one for as many")
