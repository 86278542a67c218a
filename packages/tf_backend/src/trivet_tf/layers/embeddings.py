"""Embeddings of tokens, positions and segments."""

from __future__ import annotations

from typing import Any

from trivet_tf.framework import keras, tf
from trivet_tf.layers.norms import normal

ops = keras.ops


class VocabularyEmbedding(keras.layers.Layer):
    """Embeddings of a vocabulary. Its variable is called `weight`, where `keras.layers.Embedding` says `embeddings`.

    Checkpoints of the field name the two apart: by the first go vocabularies, by the second positions and segments.
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
        """[batch, length] ids → [batch, length, hidden]."""
        return ops.cast(ops.take(self.weight, input_ids, axis=0), self.compute_dtype)


class TextEmbeddings(keras.layers.Layer):
    """`dropout(LayerNorm(word + position + segment))`.

    Layers `word_embeddings`, `position_embeddings`, `token_type_embeddings`, `LayerNorm`.
    """

    def __init__(
        self,
        vocab_size: int,
        positions: int,
        segments: int,
        hidden_size: int,
        *,
        eps: float,
        dropout: float,
        initializer_range: float,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.hidden_size = hidden_size
        policy = self.dtype_policy

        def table(rows: int, name: str) -> keras.layers.Embedding:
            initializer = normal(initializer_range)
            return keras.layers.Embedding(rows, hidden_size, initializer, dtype=policy, name=name)

        self.word_embeddings = VocabularyEmbedding(
            vocab_size, hidden_size, initializer_range=initializer_range, dtype=policy, name="word_embeddings"
        )
        self.position_embeddings = table(positions, "position_embeddings")
        self.token_type_embeddings = table(segments, "token_type_embeddings")
        self.LayerNorm = keras.layers.LayerNormalization(epsilon=eps, dtype=policy, name="LayerNorm")
        self.dropout = keras.layers.Dropout(dropout, dtype=policy, name="dropout")

    def build(self, input_shape: Any = None) -> None:
        """Create the variables; the sizes are known without a shape."""
        for embedding in (self.word_embeddings, self.position_embeddings, self.token_type_embeddings):
            embedding.build((None, None))
        self.LayerNorm.build((None, None, self.hidden_size))

    def call(
        self,
        input_ids: tf.Tensor | None = None,
        token_type_ids: tf.Tensor | None = None,
        position_ids: tf.Tensor | None = None,
        inputs_embeds: tf.Tensor | None = None,
        training: bool = False,
    ) -> tf.Tensor:
        """[batch, length] ids, or [batch, length, hidden] vectors in their stead → [batch, length, hidden].

        Segments are 0 and positions 0, 1, 2, … where they are not given.

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given.
        """
        words = words_of(self.word_embeddings, input_ids, inputs_embeds)
        length = ops.shape(words)[1]
        if position_ids is None:
            position_ids = ops.expand_dims(ops.arange(length, dtype="int32"), 0)
        if token_type_ids is None:
            token_type_ids = ops.zeros((1, length), dtype="int32")
        states = words + self.token_type_embeddings(token_type_ids) + self.position_embeddings(position_ids)
        return self.dropout(self.LayerNorm(states), training=training)


def words_of(embedding: keras.layers.Layer, input_ids: tf.Tensor | None, inputs_embeds: tf.Tensor | None) -> tf.Tensor:
    """The vectors [batch, length, hidden] of tokens that are given either by their ids or as vectors.

    Raises:
        ValueError: both or neither are given.
    """
    if (input_ids is None) == (inputs_embeds is None):
        raise ValueError("give either input_ids or inputs_embeds, not both and not neither")
    return embedding(input_ids) if inputs_embeds is None else inputs_embeds
