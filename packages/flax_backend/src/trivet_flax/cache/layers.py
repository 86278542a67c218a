"""One layer's keys and values: pytrees, each update of which returns a new one.

Arrays have the layout in which attention reads them, [batch, heads, tokens, head size]: a step of decoding neither
copies nor transposes unchanged tokens. A layer of fixed shape goes through `jax.jit`, `jax.lax.scan` and
`jax.lax.while_loop` with its position traced. Knows no family and no masks: a layer states the position of each key,
from which masks are computed.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import jax
import jax.numpy as jnp
import numpy as np
from jax.experimental.layout import Layout, with_layout_constraint

Array = jax.Array
Class = TypeVar("Class", bound=type[Any])

# By default XLA on CPU stores the cache of a single text in a layout that it copies in every step.
_ROWS_FIRST = Layout((0, 1, 2, 3))


def pytree(*static: str) -> Callable[[Class], Class]:
    """Register a dataclass as a pytree, its `static` fields being part of its structure."""

    def register(cls: Class) -> Class:
        names = [name for name in cls.__dataclass_fields__ if name not in static]
        jax.tree_util.register_dataclass(cls, data_fields=names, meta_fields=list(static))
        return cls

    return register


class LayerCache(ABC):
    """Cached keys and values of one layer of self-attention."""

    @property
    @abstractmethod
    def seen(self) -> Any:
        """Number of cached tokens, which is the position of the next one. Traced if the shape is fixed."""

    @abstractmethod
    def update(self, key: Array, value: Array) -> tuple[LayerCache, Array, Array]:
        """Add the keys and values of new tokens.

        Args:
            key, value: [batch, new, heads, head size].

        Returns:
            The layer after them, and all keys and values to attend to, [batch, keys, heads, head size].

        Raises:
            ValueError: the cache is for another batch size, or (if the position is known) is full.
        """

    @abstractmethod
    def key_positions(self, new: int) -> Any:
        """The position of each key that `update` returns for `new` tokens, [keys]; negative for empty slots.

        A numpy `arange` if key i has position i.
        """


@dataclass(frozen=True)
class FixedLayer(LayerCache):
    """A layer whose arrays keep their shape.

    Attributes:
        key, value: [batch, heads, room, head size]; zero in empty slots.
        index: number of cached tokens, int32.
    """

    key: Array
    value: Array
    index: Array

    @property
    def seen(self) -> Array:
        """As `LayerCache.seen`."""
        return self.index

    @property
    def room(self) -> int:
        """Capacity in tokens."""
        return self.key.shape[2]


@pytree()
@dataclass(frozen=True)
class StaticLayer(FixedLayer):
    """Memory for a fixed number of tokens: that of position i in row i."""

    def update(self, key: Array, value: Array) -> tuple[StaticLayer, Array, Array]:
        """As `LayerCache.update`. Beyond the end of a traced cache the new keys are NaN and do not replace others."""
        _require_batch(key, self.key)
        new = key.shape[1]
        seen = 0 if isinstance(self.index, jax.core.Tracer) else int(self.index)
        if seen + new > self.room:
            raise ValueError(
                f"{new} token(s) after {seen} do not fit a cache of {self.room}: pass init_cache a greater max_length"
            )
        fits = self.index + new <= self.room
        keys, values = (
            _put(buffer, jnp.where(fits, heads_first(array), jnp.nan), self.index)
            for buffer, array in ((self.key, key), (self.value, value))
        )
        return StaticLayer(keys, values, self.index + new), _read(keys), _read(values)

    def key_positions(self, new: int) -> Any:
        """As `LayerCache.key_positions`; empty slots have later positions than the queries."""
        return np.arange(self.room)


@pytree()
@dataclass(frozen=True)
class WindowLayer(FixedLayer):
    """The last tokens only, for a layer with a window: that of position i in row i modulo the room."""

    def update(self, key: Array, value: Array) -> tuple[WindowLayer, Array, Array]:
        """As `LayerCache.update`: returns the window, or with several new tokens the old window and those."""
        _require_batch(key, self.key)
        new = key.shape[1]
        held = ((self.key, key), (self.value, value))
        pairs = [(buffer, heads_first(array).astype(buffer.dtype)) for buffer, array in held]
        if new == 1:
            keys, values = seen = [_put(buffer, array, self.index % self.room) for buffer, array in pairs]
        else:
            keys, values = (jnp.where(*self._fresh(array, self.index + new), buffer) for buffer, array in pairs)
            seen = [jnp.concatenate(pair, axis=2) for pair in pairs]
        return WindowLayer(keys, values, self.index + new), _read(seen[0]), _read(seen[1])

    def key_positions(self, new: int) -> Any:
        """As `LayerCache.key_positions`."""
        if new == 1:
            return self._positions(self.index + 1)
        return jnp.concatenate([self._positions(self.index), jnp.arange(new) + self.index])

    def _positions(self, count: Array) -> Array:
        """Position of the token in each row after `count` tokens, [room]; negative for empty rows."""
        last = count - 1
        return last - (last - jnp.arange(self.room)) % self.room

    def _fresh(self, array: Array, count: Array) -> tuple[Array, Array]:
        """Which rows receive one of the new tokens [batch, heads, new, head size] after `count`, and its values."""
        places = self._positions(count) - self.index
        return (places >= 0)[:, None], jnp.take(array, jnp.maximum(places, 0), axis=2)


@pytree()
@dataclass(frozen=True)
class DynamicLayer(LayerCache):
    """All tokens so far, in arrays that grow. Each step has another shape, so a compiled step is compiled each time.

    Attributes:
        key, value: [batch, heads, tokens, head size]; None before the first.
    """

    key: Array | None = None
    value: Array | None = None

    @property
    def seen(self) -> int:
        """As `LayerCache.seen`."""
        return 0 if self.key is None else self.key.shape[2]

    def update(self, key: Array, value: Array) -> tuple[DynamicLayer, Array, Array]:
        """As `LayerCache.update`."""
        keys, values = heads_first(key), heads_first(value)
        if self.key is not None and self.value is not None:
            _require_batch(key, self.key)
            keys, values = jnp.concatenate([self.key, keys], axis=2), jnp.concatenate([self.value, values], axis=2)
        return DynamicLayer(keys, values), heads_first(keys), heads_first(values)

    def key_positions(self, new: int) -> Any:
        """As `LayerCache.key_positions`."""
        return np.arange(self.seen + new)


@pytree()
@dataclass(frozen=True)
class CrossLayer:
    """Keys and values of the source for one layer of cross-attention, which never change.

    Attributes:
        key, value: [batch, source length, heads, head size].
    """

    key: Array
    value: Array


def heads_first(array: Array) -> Array:
    """[batch, tokens, heads, head size] ⇄ [batch, heads, tokens, head size]."""
    return array.swapaxes(1, 2)


def _put(buffer: Array, array: Array, index: Array) -> Array:
    return jax.lax.dynamic_update_slice_in_dim(buffer, array.astype(buffer.dtype), index, axis=2)


def _read(buffer: Array) -> Array:
    """[batch, heads, tokens, head size] for attention, in the layout of a buffer that is written in place."""
    return heads_first(with_layout_constraint(buffer, _ROWS_FIRST))  # type: ignore[no-untyped-call]


def _require_batch(new: Array, held: Array) -> None:
    rows, room = new.shape[0], held.shape[0]
    if rows != room:
        raise ValueError(f"there are {rows} row(s), but the cache is for {room}: create one for as many")
