"""The array operations that generation is written in, for TensorFlow; `trivet.text.generation.arrays` describes each.

They run alike eagerly, in a graph and compiled by XLA: the number of rows may be unknown, all other sizes are known.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trivet_tf.framework import tf


class TensorArrays:
    """`Arrays` of TensorFlow. Ids are int32, which XLA handles best."""

    def constant(self, values: Any, like: tf.Tensor) -> tf.Tensor:
        """As `Arrays.constant`."""
        return tf.constant(values)

    def arange(self, count: Any, like: tf.Tensor) -> tf.Tensor:
        """As `Arrays.arange`."""
        return tf.range(count, dtype=tf.int32)

    def full(self, shape: Sequence[Any], value: Any, like: tf.Tensor) -> tf.Tensor:
        """As `Arrays.full`."""
        if None in tuple(shape):
            # Only rows are ever unknown, and whatever has them is of the shape that is asked for.
            shape = (tf.shape(like)[0], *tuple(shape)[1:])
        return tf.fill(shape, tf.cast(value, like.dtype))

    def where(self, condition: tf.Tensor, yes: Any, no: Any) -> tf.Tensor:
        """As `Arrays.where`."""
        return tf.where(condition, yes, no)

    def choose(self, flag: Any, yes: tf.Tensor, no: tf.Tensor) -> tf.Tensor:
        """As `Arrays.choose`."""
        return (yes if flag else no) if isinstance(flag, bool) else tf.where(flag, yes, no)

    def gather(self, array: tf.Tensor, places: tf.Tensor) -> tf.Tensor:
        """As `Arrays.gather`."""
        return tf.gather(array, places, axis=1, batch_dims=1)

    def columns(self, array: tf.Tensor, start: Any, count: int) -> tf.Tensor:
        """As `Arrays.columns`."""
        start = tf.clip_by_value(start, 0, array.shape[1] - count)
        return tf.gather(array, start + tf.range(count), axis=1)

    def put(self, array: tf.Tensor, position: Any, column: tf.Tensor) -> tf.Tensor:
        """As `Arrays.put`."""
        return tf.where(tf.range(array.shape[1])[None] == position, column[:, None], array)

    def rows(self, array: tf.Tensor, places: tf.Tensor) -> tf.Tensor:
        """As `Arrays.rows`."""
        return tf.gather(array, places)

    def present(self, ids: tf.Tensor, valid: tf.Tensor, vocab: int) -> tf.Tensor:
        """As `Arrays.present`."""
        rows = tf.shape(ids)[0]
        # What is not valid goes to one place beyond the vocabulary.
        places = tf.where(valid, ids, vocab) + tf.range(rows)[:, None] * (vocab + 1)
        places = tf.reshape(places, (-1, 1))
        counts = tf.scatter_nd(places, tf.ones_like(places[:, 0]), (rows * (vocab + 1),))
        return tf.reshape(counts, (-1, vocab + 1))[:, :vocab] > 0

    def sort(self, array: tf.Tensor) -> tf.Tensor:
        """As `Arrays.sort`."""
        return tf.sort(array)

    def argsort(self, array: tf.Tensor) -> tf.Tensor:
        """As `Arrays.argsort`."""
        return tf.argsort(array, stable=True)

    def top(self, array: tf.Tensor, count: int) -> tuple[tf.Tensor, tf.Tensor]:
        """As `Arrays.top`."""
        values, places = tf.math.top_k(array, count)
        return values, places

    def cumsum(self, array: tf.Tensor) -> tf.Tensor:
        """As `Arrays.cumsum`."""
        return tf.cumsum(array, -1)

    def softmax(self, array: tf.Tensor) -> tf.Tensor:
        """As `Arrays.softmax`."""
        return tf.nn.softmax(array)

    def log_softmax(self, array: tf.Tensor) -> tf.Tensor:
        """As `Arrays.log_softmax`."""
        return tf.nn.log_softmax(array)

    def exp(self, array: Any) -> tf.Tensor:
        """As `Arrays.exp`."""
        return tf.exp(array)

    def dots(self, one: tf.Tensor, other: tf.Tensor) -> tf.Tensor:
        """As `Arrays.dots`."""
        return tf.matmul(one, other, transpose_b=True)

    def sum(self, array: tf.Tensor) -> tf.Tensor:
        """As `Arrays.sum`."""
        return tf.reduce_sum(array, -1, keepdims=True)

    def max(self, array: tf.Tensor) -> tf.Tensor:
        """As `Arrays.max`."""
        return tf.reduce_max(array, -1, keepdims=True)

    def any(self, array: tf.Tensor) -> tf.Tensor:
        """As `Arrays.any`."""
        return tf.reduce_any(array, -1)

    def all(self, array: tf.Tensor) -> tf.Tensor:
        """As `Arrays.all`."""
        return tf.reduce_all(array, -1)

    def argmax(self, array: tf.Tensor) -> tf.Tensor:
        """As `Arrays.argmax`."""
        return tf.argmax(array, -1, tf.int32)

    def reshape(self, array: tf.Tensor, shape: Sequence[Any]) -> tf.Tensor:
        """As `Arrays.reshape`."""
        return tf.reshape(array, shape)

    def concat(self, arrays: Sequence[tf.Tensor], axis: int = -1) -> tf.Tensor:
        """As `Arrays.concat`."""
        return tf.concat(list(arrays), axis)

    def floats(self, array: Any) -> tf.Tensor:
        """As `Arrays.floats`."""
        return tf.cast(array, tf.float32)

    def ids(self, array: Any) -> tf.Tensor:
        """As `Arrays.ids`."""
        return tf.cast(array, tf.int32)
