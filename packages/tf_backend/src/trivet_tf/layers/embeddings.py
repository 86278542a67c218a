"""Embeddings of tokens, positions and segments."""

from __future__ import annotations

from typing import Any

import numpy as np

from trivet.families.call_checks import require_one_of
from trivet_tf.framework import keras, tf
from trivet_tf.layers.building import Composite, IndexEmbedding, look_up
from trivet_tf.layers.norms import LayerNorm, normal

ops = keras.ops


class VocabularyEmbedding(keras.layers.Layer):
    """Embeddings of a vocabulary. Its variable is called `weight`, where `keras.layers.Embedding` says `embeddings`.

    Checkpoints of the field name the two apart: by the first go vocabularies, by the second positions and segments.
    Padding's vector learns like any other where padding is read, as in TensorFlow models of the field; PyTorch's never
    does. Behind an attention mask, and with labels that ignore padding, it has no gradient in either.
    """

    def __init__(self, vocab_size: int, hidden_size: int, *, initializer_range: float, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.vocab_size, self.hidden_size = vocab_size, hidden_size
        self.initializer_range = initializer_range

    def build(self, input_shape: Any = None) -> None:
        """Create `weight` [vocab, hidden]."""
        self.weight = self.add_weight(
            shape=(self.vocab_size, self.hidden_size),
            initializer=normal(self.initializer_range),
            autocast=False,  # mixed precision casts the rows that are looked up, not the whole table each time
            name="weight",
        )

    def call(self, input_ids: tf.Tensor) -> tf.Tensor:
        """[batch, length] ids → [batch, length, hidden].

        Raises:
            InputRangeError: as `look_up`.
        """
        return ops.cast(look_up(self.weight, input_ids), self.compute_dtype)


class TextEmbeddings(Composite):
    """`dropout(LayerNorm(word + position + segment))`.

    Layers `word_embeddings`, `position_embeddings`, `token_type_embeddings`, `LayerNorm`.

    Args:
        segments: how many there are; 0 leaves `token_type_embeddings` out.
        padding_id: positions count the tokens that are not this one, from the next number on; None: all, from 0 on.
        sinusoidal: whether positions are sines and cosines in turn, which are not trained.
    """

    def __init__(
        self,
        vocab_size: int,
        positions: int,
        segments: int,
        size: int,
        *,
        eps: float,
        dropout: float,
        initializer_range: float,
        padding_id: int | None = None,
        sinusoidal: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.padding_id = padding_id
        options: dict[str, Any] = {"initializer_range": initializer_range, "dtype": self.dtype_policy}
        self.word_embeddings = VocabularyEmbedding(vocab_size, size, name="word_embeddings", **options)
        self.position_embeddings = (
            SinusoidalPositions(positions, size, interleaved=True, dtype=self.dtype_policy, name="position_embeddings")
            if sinusoidal
            else IndexEmbedding(positions, size, name="position_embeddings", **options)
        )
        self.token_type_embeddings = (
            IndexEmbedding(segments, size, name="token_type_embeddings", **options) if segments else None
        )
        self.LayerNorm = LayerNorm(size, eps=eps, dtype=self.dtype_policy, name="LayerNorm")
        self.dropout = keras.layers.Dropout(dropout, dtype=self.dtype_policy, name="dropout")

    def call(
        self,
        input_ids: tf.Tensor | None = None,
        token_type_ids: tf.Tensor | None = None,
        position_ids: tf.Tensor | None = None,
        inputs_embeds: tf.Tensor | None = None,
        training: bool = False,
    ) -> tf.Tensor:
        """[batch, length] ids, or [batch, length, hidden] vectors in their stead → [batch, length, hidden].

        Segments are 0 where they are not given.

        Raises:
            InvalidInputError: both or neither of `input_ids` and `inputs_embeds` are given.
            InputRangeError: a token, segment or position is none of the model's, as `look_up` tells it.
        """
        states = words_of(self.word_embeddings, input_ids, inputs_embeds)
        length = ops.shape(states)[1]
        if self.token_type_embeddings is not None:
            if token_type_ids is None:
                token_type_ids = ops.zeros((1, length), dtype="int32")
            states = states + self.token_type_embeddings(token_type_ids)
        if position_ids is None:
            position_ids = self.positions(input_ids, length)
        states = states + self.position_embeddings(position_ids)
        return self.dropout(self.LayerNorm(states), training=training)

    def positions(self, input_ids: tf.Tensor | None, length: int | tf.Tensor) -> tf.Tensor:
        """Every token's position, [batch or 1, length]; those of padding are all `padding_id`."""
        if self.padding_id is None or input_ids is None:
            first = 0 if self.padding_id is None else self.padding_id + 1
            return ops.expand_dims(ops.arange(length, dtype="int32") + first, 0)
        real = ops.cast(ops.not_equal(input_ids, self.padding_id), "int32")
        return ops.cumsum(real, axis=1) * real + self.padding_id


class SinusoidalPositions(IndexEmbedding):
    """Fixed position embeddings (https://arxiv.org/abs/1706.03762, section 3.5), each row's sines before its cosines.

    Args:
        interleaved: whether sines and cosines take turns instead.
    """

    def __init__(self, positions: int, size: int, *, interleaved: bool = False, **kwargs: Any) -> None:
        super().__init__(positions, size, initializer_range=0.0, trainable=False, **kwargs)
        self.embeddings_initializer = SinusoidalTable(interleaved)


class SinusoidalTable(keras.initializers.Initializer):
    """Sines and cosines of positions, in wavelengths from 2π to 20000π."""

    def __init__(self, interleaved: bool = False) -> None:
        self.interleaved = interleaved

    def __call__(self, shape: tuple[int, ...], dtype: Any = None) -> tf.Tensor:
        """[positions, size]."""
        rows, size = shape
        angles = np.arange(rows)[:, None] / np.power(10000.0, 2 * (np.arange(size) // 2) / size)
        table = np.empty((rows, size))
        half = (size + 1) // 2
        sines = slice(0, None, 2) if self.interleaved else slice(0, half)
        cosines = slice(1, None, 2) if self.interleaved else slice(half, None)
        table[:, sines], table[:, cosines] = np.sin(angles[:, 0::2]), np.cos(angles[:, 1::2])
        return ops.convert_to_tensor(table, dtype)


def words_of(
    embedding: keras.layers.Layer, input_ids: tf.Tensor | None, inputs_embeds: tf.Tensor | None, prefix: str = ""
) -> tf.Tensor:
    """The vectors [batch, length, hidden] of tokens that are given either by their ids or as vectors.

    Args:
        prefix: of the two arguments' names, for messages.

    Raises:
        InvalidInputError: both or neither are given.
    """
    require_one_of(input_ids, inputs_embeds, prefix)
    return embedding(input_ids) if inputs_embeds is None else inputs_embeds
