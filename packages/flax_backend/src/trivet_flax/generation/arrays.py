"""The array operations that generation is written in, for JAX. Each is described in `trivet.text.generation.arrays`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import jax
import jax.numpy as jnp

Array = jax.Array


class JaxArrays:
    """`Arrays` of JAX. Integers have 32 bits, floats too, whether or not JAX is set to hold wider ones."""

    def constant(self, values: Any, like: Array) -> Array:
        """As `Arrays.constant`."""
        array = jnp.asarray(values)
        narrow = {"int64": jnp.int32, "float64": jnp.float32}.get(array.dtype.name)
        return array if narrow is None else array.astype(narrow)

    def arange(self, count: int, like: Array) -> Array:
        """As `Arrays.arange`."""
        return jnp.arange(count, dtype=jnp.int32)

    def full(self, shape: Sequence[int], value: Any, like: Array) -> Array:
        """As `Arrays.full`."""
        return jnp.full(tuple(shape), value, like.dtype)

    def where(self, condition: Array, yes: Any, no: Any) -> Array:
        """As `Arrays.where`."""
        return jnp.where(condition, yes, no)

    def choose(self, flag: Any, yes: Array, no: Array) -> Array:
        """As `Arrays.choose`."""
        return jnp.where(flag, yes, no)

    def gather(self, array: Array, places: Array) -> Array:
        """As `Arrays.gather`."""
        return jnp.take_along_axis(array, places, 1)

    def columns(self, array: Array, start: Any, count: int) -> Array:
        """As `Arrays.columns`."""
        return jax.lax.dynamic_slice_in_dim(array, start, count, 1)

    def put(self, array: Array, position: Any, column: Array) -> Array:
        """As `Arrays.put`."""
        return jax.lax.dynamic_update_slice_in_dim(array, column[:, None].astype(array.dtype), position, 1)

    def rows(self, array: Array, places: Array) -> Array:
        """As `Arrays.rows`."""
        return array[places]

    def present(self, ids: Array, valid: Array, vocab: int) -> Array:
        """As `Arrays.present`."""
        absent = jnp.zeros((ids.shape[0], vocab), bool)
        # What is not valid goes beyond the vocabulary, where it is dropped.
        places = jnp.where(valid, ids, vocab)
        return absent.at[jnp.arange(ids.shape[0])[:, None], places].set(True, mode="drop")

    def sort(self, array: Array) -> Array:
        """As `Arrays.sort`."""
        return jnp.sort(array, -1)

    def argsort(self, array: Array) -> Array:
        """As `Arrays.argsort`."""
        return jnp.argsort(array, -1).astype(jnp.int32)

    def top(self, array: Array, count: int) -> tuple[Array, Array]:
        """As `Arrays.top`."""
        values, places = jax.lax.top_k(array, count)
        return values, places

    def cumsum(self, array: Array) -> Array:
        """As `Arrays.cumsum`."""
        return jnp.cumsum(array, -1, _summed(array))

    def softmax(self, array: Array) -> Array:
        """As `Arrays.softmax`."""
        return jax.nn.softmax(array, -1)

    def log_softmax(self, array: Array) -> Array:
        """As `Arrays.log_softmax`."""
        return jax.nn.log_softmax(array, -1)

    def exp(self, array: Any) -> Array:
        """As `Arrays.exp`."""
        return jnp.exp(array)

    def sum(self, array: Array) -> Array:
        """As `Arrays.sum`."""
        return array.sum(-1, _summed(array), keepdims=True)

    def max(self, array: Array) -> Array:
        """As `Arrays.max`."""
        return array.max(-1, keepdims=True)

    def any(self, array: Array) -> Array:
        """As `Arrays.any`."""
        return array.any(-1)

    def all(self, array: Array) -> Array:
        """As `Arrays.all`."""
        return array.all(-1)

    def argmax(self, array: Array) -> Array:
        """As `Arrays.argmax`."""
        return array.argmax(-1).astype(jnp.int32)

    def reshape(self, array: Array, shape: Sequence[int]) -> Array:
        """As `Arrays.reshape`."""
        return array.reshape(tuple(shape))

    def concat(self, arrays: Sequence[Array], axis: int = -1) -> Array:
        """As `Arrays.concat`."""
        return jnp.concatenate(arrays, axis)

    def dots(self, one: Array, other: Array) -> Array:
        """As `Arrays.dots`."""
        return jnp.einsum("bks,bns->bkn", one, other)

    def floats(self, array: Any) -> Array:
        """As `Arrays.floats`."""
        return jnp.asarray(array, jnp.float32)

    def ids(self, array: Any) -> Array:
        """As `Arrays.ids`."""
        return jnp.asarray(array, jnp.int32)


def _summed(array: Array) -> Any:
    """The dtype of sums: JAX would take the widest."""
    return jnp.int32 if array.dtype == bool else array.dtype
