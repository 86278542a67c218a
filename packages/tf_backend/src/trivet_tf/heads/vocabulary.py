"""Scores of words, with a separate matrix or that of the embeddings."""

from __future__ import annotations

from typing import Any

from trivet.families import blocks
from trivet_tf.framework import keras, tf
from trivet_tf.layers.linear import Linear, normal, std_of
from trivet_tf.layers.places import Place, follow

ops = keras.ops


def vocabulary_scores(states: tf.Tensor, table: tf.Tensor, bias: tf.Tensor | None = None) -> tf.Tensor:
    """`states · tableᵀ + bias`: states [batch, length, size] and a table [vocab, size] → [batch, length, vocab].

    One product of two matrices: with a batch axis the runtime would multiply each input separately.
    """
    batch, length, size = ops.shape(states)[0], ops.shape(states)[1], states.shape[-1]
    scores = tf.matmul(ops.reshape(states, (-1, size)), ops.cast(table, states.dtype), transpose_b=True)
    if bias is not None:
        scores = tf.nn.bias_add(scores, ops.cast(bias, scores.dtype))  # its gradient costs less than a broadcast sum's
    return ops.reshape(scores, (batch, length, scores.shape[-1]))


class WordBias(keras.layers.Layer):
    """The biases of words, `bias` [vocab], if the matrix is that of the embeddings."""

    def __init__(self, words: int, *, place: Place, name: str) -> None:
        super().__init__(dtype=place.policy, name=name)
        self.vocab_size = words

    def build(self, input_shape: Any = None) -> None:
        """Create `bias`."""
        self.bias = self.add_weight(shape=(self.vocab_size,), initializer="zeros", name="bias")

    def call(self, states: tf.Tensor, table: tf.Tensor) -> tf.Tensor:
        """[batch, length, size] and the embeddings [vocab, size] → [batch, length, vocab]."""
        return vocabulary_scores(ops.cast(states, self.compute_dtype), table, self.bias)


class RowLinear(keras.layers.Layer):
    """Scores of words with a matrix of their own, `weight` [vocab, size], and perhaps `bias` [vocab]."""

    def __init__(self, block: blocks.Linear, *, place: Place, name: str) -> None:
        super().__init__(dtype=place.policy, name=name)
        self.vocab_size, self.input_size = block.outputs, block.inputs
        self.use_bias, self.std = block.bias, std_of(block, place)

    def build(self, input_shape: Any = None) -> None:
        """Create `weight` and `bias`."""
        self.weight = self.add_weight(
            shape=(self.vocab_size, self.input_size), initializer=normal(self.std), name="weight"
        )
        self.bias = None
        if self.use_bias:
            self.bias = self.add_weight(shape=(self.vocab_size,), initializer="zeros", name="bias")

    def call(self, states: tf.Tensor) -> tf.Tensor:
        """[batch, length, size] → [batch, length, vocab]."""
        return vocabulary_scores(ops.cast(states, self.compute_dtype), ops.convert_to_tensor(self.weight), self.bias)


class Scores:
    """Scores of words in a holder, which has the bias if the family's TensorFlow models have it there.

    A matrix that is that of the embeddings has no variable here.
    """

    def __init__(self, holder: Any, block: blocks.Vocabulary) -> None:
        place = holder.place.at(block.at)
        biased, self.outer = block.bias, None
        if block.outer_bias is not None:
            if holder.place.names(leaf=True) == place.names(leaf=True):
                biased = True
            else:
                self.outer = block.outer_bias
                holder.own(self.outer, block.words)
        self.is_tied = block.table is not None
        self.at = holder.below(block.at, leaf=True) if biased or not self.is_tied else None
        if not self.is_tied:
            linear = blocks.Linear(block.at, block.inputs, block.words, biased, std=block.std)
            holder.put_leaf(block.at, RowLinear if block.in_rows else Linear, linear)
        elif biased:
            holder.put_leaf(block.at, WordBias, block.words)
        self.added, self.scale, self.cap = block.added, block.scale, block.cap
        if self.added is not None:
            place.top.own(self.added, 1, block.words, trainable=False)

    def __call__(self, holder: Any, states: tf.Tensor, table: tf.Tensor | None) -> tf.Tensor:
        """[batch, length, size] → [batch, length, vocab].

        Args:
            table: the embeddings [vocab, size], if the matrix is theirs.
        """
        states = states if self.scale is None else states * self.scale
        bias = None if self.outer is None else getattr(holder, self.outer)
        added = None if self.added is None else getattr(holder.place.top, self.added)
        if not self.is_tied:
            scores = follow(holder, self.at)(states)  # type: ignore[arg-type]
            scores = scores if bias is None else scores + ops.cast(bias, scores.dtype)
        elif self.at is not None:
            scores = follow(holder, self.at)(states, table)
        else:
            # The runtime fuses one bias into the product.
            bias, added = (added[0], None) if bias is None and added is not None else (bias, added)
            scores = vocabulary_scores(ops.cast(states, holder.compute_dtype), table, bias)
        if added is not None:
            scores = scores + ops.cast(added, scores.dtype)
        return scores if self.cap is None else self.cap * ops.tanh(scores / self.cap)
