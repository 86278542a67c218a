"""What models of several families put on top of an encoder."""

from __future__ import annotations

from typing import Any

from trivet.config import PretrainedConfig
from trivet_tf.framework import keras, tf
from trivet_tf.layers.feed_forward import ActivatedLinear
from trivet_tf.layers.norms import normal

ops = keras.ops


class PredictionTransform(ActivatedLinear):
    """What precedes the projection to the vocabulary: dense, activation, norm. Layers `dense`, `LayerNorm`."""

    def __init__(self, config: PretrainedConfig, **kwargs: Any) -> None:
        size = config.hidden_size
        super().__init__(size, size, config.hidden_act, initializer_range=config.initializer_range, **kwargs)
        self.LayerNorm = keras.layers.LayerNormalization(
            epsilon=config.layer_norm_eps, dtype=self.dtype_policy, name="LayerNorm"
        )

    def build(self, input_shape: Any = None) -> None:
        """Create the variables; the sizes are known without a shape."""
        super().build()
        self.LayerNorm.build((None, None, self.input_size))

    def call(self, states: tf.Tensor) -> tf.Tensor:
        """[batch, length, hidden] → the same."""
        return self.LayerNorm(super().call(states))


class VocabularyScores(keras.layers.Layer):
    """Scores of every word of a vocabulary: `transform(states) · tableᵀ + bias`. Layer `transform`, variable `bias`.

    The table is the input embeddings, so that there is no variable for it here; only a config with
    `tie_word_embeddings=False` has one, in the layer `decoder`.
    """

    def __init__(self, config: PretrainedConfig, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.vocab_size, self.hidden_size = config.vocab_size, config.hidden_size
        self.transform = PredictionTransform(config, dtype=self.dtype_policy, name="transform")
        self.decoder = None
        if not config.tie_word_embeddings:
            self.decoder = keras.layers.Dense(
                config.vocab_size,
                use_bias=False,
                kernel_initializer=normal(config.initializer_range),
                dtype=self.dtype_policy,
                name="decoder",
            )

    def build(self, input_shape: Any = None) -> None:
        """Create the variables; the sizes are known without a shape."""
        self.transform.build()
        if self.decoder is not None:
            self.decoder.build((None, None, self.hidden_size))
        self.bias = self.add_weight(shape=(self.vocab_size,), initializer="zeros", name="bias")

    def call(self, states: tf.Tensor, table: tf.Tensor) -> tf.Tensor:
        """[batch, length, hidden] and the embeddings [vocab, hidden] → [batch, length, vocab]."""
        states = self.transform(states)
        if self.decoder is not None:
            return self.decoder(states) + self.bias
        return ops.einsum("blh,vh->blv", states, ops.cast(table, self.compute_dtype)) + self.bias


class Classifier(keras.layers.Dense):
    """A dense layer from the hidden size to classes, with dropout before it."""

    def __init__(self, config: PretrainedConfig, classes: int, *, dropout: float = 0.0, **kwargs: Any) -> None:
        super().__init__(classes, kernel_initializer=normal(config.initializer_range), **kwargs)
        self.hidden_size = config.hidden_size
        self.dropout = keras.layers.Dropout(dropout, dtype=self.dtype_policy, name="dropout")

    def build(self, input_shape: Any = None) -> None:
        """Create the variables; the sizes are known without a shape."""
        super().build((None, None, self.hidden_size))

    def call(self, states: tf.Tensor, training: bool = False) -> tf.Tensor:
        """[..., hidden] → [..., classes]."""
        return super().call(self.dropout(states, training=training))


class Within(keras.layers.Layer):
    """Another layer, which gets this one's name in front of its own in the paths of its variables."""

    def __init__(self, inner: keras.layers.Layer, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.inner = inner

    def build(self, input_shape: Any = None) -> None:
        """Create the inner layer's variables."""
        self.inner.build()

    def call(self, states: tf.Tensor, *inputs: tf.Tensor) -> tf.Tensor:
        """What the inner layer gives."""
        return self.inner(states, *inputs)
