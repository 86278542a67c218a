"""Networks of which each row has one: rows with the same are computed together, in blocks of a fixed size.

A program of XLA has fixed shapes, so that it cannot hold a product of as many rows as an expert happens to have. Here
it has a loop over blocks of rows that have one expert, which ends after the last block: an expert without rows is never
read. Outside of XLA a slice of an expert from the stacked parameters is a view of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from trivet_tf.framework import tf

Network = Callable[[tf.Tensor, Sequence[tf.Tensor]], tf.Tensor]
"""Rows [rows, in] and the parameters of one expert → [rows, out]."""

_LARGEST = 32
"""Rows of a block at most: more of them are mostly padding, fewer read each expert more often."""


class Blocks(NamedTuple):
    """Rows in blocks.

    Attributes:
        experts: the expert of each block, [blocks].
        used: how many blocks have rows; they come first.
        places: of each row its place in the rows of all blocks, [rows].
        total: how many blocks there are at most.
    """

    experts: tf.Tensor
    used: tf.Tensor
    places: tf.Tensor
    total: int | tf.Tensor


def grouped(
    network: Network, rows: tf.Tensor, experts: tf.Tensor, parameters: Sequence[tf.Tensor], outputs: int
) -> tf.Tensor:
    """The output of each row's expert, [rows, outputs].

    Args:
        rows: [rows, in].
        experts: the expert of each row, [rows].
        parameters: each with an axis of experts in front.
    """
    total, count, width = rows.shape[0], parameters[0].shape[0], rows.shape[1]
    size = _LARGEST if total is None else min(_LARGEST, max(1, total // count))
    blocks = blocks_of(experts, count, size, tf.shape(rows)[0] if total is None else total)
    padded = tf.scatter_nd(blocks.places[:, None], rows, (blocks.total * size, width))
    padded = tf.reshape(padded, (blocks.total, size, width))

    @tf.custom_gradient  # type: ignore[untyped-decorator]
    def in_blocks(padded: tf.Tensor, *parameters: tf.Tensor) -> tuple[tf.Tensor, Callable[..., Any]]:
        result = _run(network, padded, blocks, parameters, outputs)
        return result, lambda change: _gradients(network, padded, blocks, parameters, change)

    computed = tf.reshape(in_blocks(padded, *parameters), (-1, outputs))
    return tf.gather(computed, blocks.places)


def blocks_of(experts: tf.Tensor, count: int, size: int, total: int | tf.Tensor) -> Blocks:
    """The blocks of so many rows for the expert of each row.

    Args:
        total: number of rows.
    """
    full = -(-total // size) + count  # each expert can have a block that is not full
    most = min(total, full) if isinstance(total, int) else tf.minimum(total, full)
    order = tf.argsort(experts, stable=True)
    numbers = tf.reduce_sum(tf.one_hot(experts, count, dtype=tf.int32), 0)
    needed = -(-numbers // size)
    ends, starts = tf.cumsum(needed), tf.cumsum(numbers, exclusive=True)
    sorted_experts = tf.gather(experts, order)
    first = tf.gather((ends - needed) * size - starts, sorted_experts)
    places = tf.scatter_nd(order[:, None], tf.range(total) + first, (total,))
    behind = tf.cast(tf.range(most)[:, None] >= ends, tf.int32)
    return Blocks(tf.minimum(tf.reduce_sum(behind, 1), count - 1), ends[-1], places, most)


def _run(network: Network, rows: tf.Tensor, blocks: Blocks, parameters: Sequence[tf.Tensor], outputs: int) -> tf.Tensor:
    """[blocks, size, in] → [blocks, size, outputs]; zeros for blocks without rows."""
    shape = (rows.shape[1], outputs)

    def run(number: tf.Tensor, written: tf.TensorArray) -> tuple[tf.Tensor, tf.TensorArray]:
        expert = blocks.experts[number]
        output = network(rows[number], [each[expert] for each in parameters])
        return number + 1, written.write(number, output)

    written = tf.TensorArray(rows.dtype, blocks.total, element_shape=shape)
    _, written = _loop(blocks, run, written)
    return written.stack()


def _gradients(
    network: Network, rows: tf.Tensor, blocks: Blocks, parameters: Sequence[tf.Tensor], change: tf.Tensor
) -> tuple[tf.Tensor, ...]:
    """A loop over the same blocks. TensorFlow's own would add up a gradient of all experts for every block."""

    def run(number: tf.Tensor, of_rows: tf.TensorArray, *sums: tf.Tensor) -> tuple[Any, ...]:
        expert, block = blocks.experts[number], rows[number]
        own = [each[expert] for each in parameters]
        with tf.GradientTape() as tape:
            tape.watch([block, *own])
            output = network(block, own)
        of_block, *of_own = tape.gradient(output, [block, *own], change[number])
        added = (
            tf.tensor_scatter_nd_add(whole, [[expert]], part[None]) for whole, part in zip(sums, of_own, strict=True)
        )
        return number + 1, of_rows.write(number, of_block), *added

    of_rows = tf.TensorArray(rows.dtype, blocks.total, element_shape=rows.shape[1:])
    _, of_rows, *sums = _loop(blocks, run, of_rows, *(tf.zeros_like(each) for each in parameters))
    return of_rows.stack(), *sums


def _loop(blocks: Blocks, run: Callable[..., tuple[Any, ...]], *state: Any) -> tuple[Any, ...]:
    result: tuple[Any, ...] = tf.while_loop(
        lambda number, *_: number < blocks.used,
        run,
        (tf.constant(0), *state),
        maximum_iterations=blocks.total,
        parallel_iterations=1,
    )
    return result
