"""Disentangled attention's scores of words and distances (https://arxiv.org/abs/2006.03654), and its convolution."""

from __future__ import annotations

from typing import NamedTuple

from trivet.families import blocks
from trivet_tf.framework import keras, tf
from trivet_tf.layers.activations import activation
from trivet_tf.layers.building import Composite
from trivet_tf.layers.masks import with_axes
from trivet_tf.layers.norms import norm_class
from trivet_tf.layers.places import Place
from trivet_tf.layers.sounds import Convolution

ops = keras.ops


class Distances(NamedTuple):
    """What all layers of a stack know of distances.

    Attributes:
        vectors: [rows, size], those of distances.
        rows: [query, key], the row of each query's distance to each key.
    """

    vectors: tf.Tensor
    rows: tf.Tensor


def distance_rows(block: blocks.Disentangled, positions: tf.Tensor, key_positions: tf.Tensor) -> tf.Tensor:
    """Rows [query, key] of the table of `blocks.Disentangled`, by the positions of queries and of keys."""
    distance = with_axes(positions, 1) - with_axes(key_positions, 0)
    if block.buckets is not None:
        exact, length = block.buckets // 2, ops.absolute(distance)
        # The operations and their order in float32 decide on which side of a bucket's edge a distance falls.
        far = ops.log(ops.cast(ops.maximum(length, exact), "float32") / exact)
        far = far / ops.log(ops.full((), (block.max_distance - 1) / exact, "float32")) * (exact - 1)
        wide = (ops.cast(ops.ceil(far), distance.dtype) + exact) * ops.sign(distance)
        distance = ops.where(length <= exact, distance, wide)
    return ops.clip(distance + block.span, 0, 2 * block.span - 1)


def distance_scores(
    query: tf.Tensor, key: tf.Tensor, keys: tf.Tensor | None, queries: tf.Tensor | None, rows: tf.Tensor
) -> tf.Tensor | None:
    """The sum of both kinds of scores, not scaled: [batch, heads, query, key].

    Args:
        query, key: those of words, [batch, heads, length, head_dim].
        keys: those of distances, [1, heads, rows, head_dim], to which words' queries are compared; None for none.
        queries: queries of distances, to which words' keys are compared; None for none.
        rows: as of `Distances`.
    """
    total = None if keys is None else _picked(tf.matmul(query, keys, transpose_b=True), rows)
    if queries is None:
        return total
    other = _picked(tf.matmul(key, queries, transpose_b=True), ops.transpose(rows))
    other = ops.transpose(other, (0, 1, 3, 2))
    return other if total is None else total + other


def _picked(scores: tf.Tensor, rows: tf.Tensor) -> tf.Tensor:
    """[batch, heads, length, rows] and indices [length, others] → [batch, heads, length, others]."""
    picked = tf.gather(ops.transpose(scores, (2, 3, 0, 1)), rows, axis=1, batch_dims=1)
    return ops.transpose(picked, (2, 3, 0, 1))


class ConvolvedInput(Composite):
    """See `blocks.ConvolvedInput`."""

    def __init__(self, block: blocks.ConvolvedInput, *, place: Place, name: str) -> None:
        super().__init__(place=place, name=name)
        self.convolution_name, self.norm_name = block.convolution.at, block.norm.at
        self.put_leaf(block.convolution.at, Convolution, block.convolution)
        self.put_leaf(block.norm.at, norm_class(block.norm), block.norm)
        self.activation = activation(block.activation)
        self.put_dropout("dropout", block.dropout)

    def call(
        self, inputs: tf.Tensor, states: tf.Tensor, tokens: tf.Tensor | None = None, training: bool = False
    ) -> tf.Tensor:
        """Both [batch, length, size] → the same.

        Args:
            inputs: the input of the first layer; `states`: its output.
            tokens: booleans [batch, length], whether each is not masked; None for all.
        """
        convolved = getattr(self, self.convolution_name)(inputs)
        kept = None if tokens is None else ops.cast(with_axes(tokens, 2), convolved.dtype)
        convolved = convolved if kept is None else convolved * kept
        convolved = self.activation(self.dropped("dropout", convolved, training))
        summed = getattr(self, self.norm_name)(states + convolved)
        return summed if kept is None else summed * kept
