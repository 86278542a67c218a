"""What models of several families put on top of an encoder."""

from __future__ import annotations

from typing import Any

from trivet.families.config import PretrainedConfig
from trivet_tf.activations import activation
from trivet_tf.framework import keras, tf
from trivet_tf.layers.building import Composite, Linear
from trivet_tf.layers.feed_forward import ActivatedLinear
from trivet_tf.layers.norms import LayerNorm, normal

ops = keras.ops


def vocabulary_scores(states: tf.Tensor, table: tf.Tensor, bias: tf.Tensor | None = None) -> tf.Tensor:
    """`states · tableᵀ + bias`: states [batch, length, size] and a table [vocab, size] → [batch, length, vocab].

    One product of two matrices: with a batch axis the runtime would take the rows of each input on their own.
    """
    batch, length, size = ops.shape(states)[0], ops.shape(states)[1], states.shape[-1]
    scores = tf.matmul(ops.reshape(states, (-1, size)), ops.cast(table, states.dtype), transpose_b=True)
    if bias is not None:
        scores = tf.nn.bias_add(scores, ops.cast(bias, scores.dtype))  # its gradient costs less than a broadcast sum's
    return ops.reshape(scores, (batch, length, scores.shape[-1]))


class PredictionTransform(ActivatedLinear):
    """What precedes the projection to the vocabulary: dense, activation, norm. Layers `dense`, `LayerNorm`."""

    def __init__(
        self, config: PretrainedConfig, size: int | None = None, hidden_act: str | None = None, **kwargs: Any
    ) -> None:
        size = config.hidden_size if size is None else size
        act = config.hidden_act if hidden_act is None else hidden_act
        super().__init__(config.hidden_size, size, act, initializer_range=config.initializer_range, **kwargs)
        self.LayerNorm = LayerNorm(size, eps=config.layer_norm_eps, dtype=self.dtype_policy, name="LayerNorm")

    def call(self, states: tf.Tensor) -> tf.Tensor:
        """[batch, length, hidden] → [batch, length, size]."""
        return self.LayerNorm(super().call(states))


class VocabularyScores(Composite):
    """Scores of every word of a vocabulary: `states · tableᵀ + bias`. Variable `bias`.

    The table is the input embeddings, so that there is no variable for it here; only a config with
    `tie_word_embeddings=False` has one, in the layer `decoder`.

    Args:
        size: of the states.
        transform: what they pass first.
        nested: whether a table of one's own is in a layer `decoder`, and not in this one.
    """

    def __init__(
        self,
        config: PretrainedConfig,
        size: int,
        transform: keras.layers.Layer | None = None,
        *,
        nested: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.vocab_size, self.size, self.initializer_range = config.vocab_size, size, config.initializer_range
        self.transform, self.decoder = transform, None
        self.holds_table = not (config.tie_word_embeddings or nested)
        if nested and not config.tie_word_embeddings:
            self.decoder = Linear(
                size,
                config.vocab_size,
                bias=False,
                initializer_range=config.initializer_range,
                dtype=self.dtype_policy,
                name="decoder",
            )

    def build(self, input_shape: Any = None) -> None:
        """Create the variables; the sizes are known without a shape."""
        super().build()
        self.bias = self.add_weight(shape=(self.vocab_size,), initializer="zeros", name="bias")
        if self.holds_table:
            shape, initializer = (self.size, self.vocab_size), normal(self.initializer_range)
            self.kernel = self.add_weight(shape=shape, initializer=initializer, name="kernel")

    def call(self, states: tf.Tensor, table: tf.Tensor) -> tf.Tensor:
        """[batch, length, size] and the embeddings [vocab, size] → [batch, length, vocab]."""
        if self.transform is not None:
            states = self.transform(states)
        if self.decoder is not None:
            return self.decoder(states) + self.bias
        if self.holds_table:
            return ops.matmul(states, self.kernel) + self.bias
        return vocabulary_scores(ops.cast(states, self.compute_dtype), table, self.bias)


class NormedScores(VocabularyScores):
    """`VocabularyScores` of `norm(activation(dense(x)))`, whose layers are side by side: `dense`, `layer_norm`."""

    def __init__(self, config: PretrainedConfig, hidden_act: str, **kwargs: Any) -> None:
        size = config.hidden_size
        super().__init__(config, size, **kwargs)
        policy = self.dtype_policy
        self.dense = Linear(size, size, initializer_range=config.initializer_range, dtype=policy, name="dense")
        self.layer_norm = LayerNorm(size, eps=config.layer_norm_eps, dtype=policy, name="layer_norm")
        self.activation = activation(hidden_act)

    def call(self, states: tf.Tensor, table: tf.Tensor) -> tf.Tensor:
        """[batch, length, hidden] and the embeddings [vocab, hidden] → [batch, length, vocab]."""
        return super().call(self.layer_norm(self.activation(self.dense(states))), table)


class Classifier(Linear):
    """A dense layer from the hidden size to classes, with dropout before it."""

    def __init__(
        self,
        config: PretrainedConfig,
        classes: int,
        *,
        dropout: float = 0.0,
        initializer_range: float | None = None,
        **kwargs: Any,
    ) -> None:
        deviation = config.initializer_range if initializer_range is None else initializer_range
        super().__init__(config.hidden_size, classes, initializer_range=deviation, **kwargs)
        self.dropout = keras.layers.Dropout(dropout, dtype=self.dtype_policy, name="dropout")

    def call(self, states: tf.Tensor, training: bool = False) -> tf.Tensor:
        """[..., hidden] → [..., classes]."""
        return super().call(self.dropout(states, training=training))


class ClassificationHead(Composite):
    """Classes of a whole input from one token's state, by way of a hidden layer. Layers `dense`, `out_proj`."""

    def __init__(
        self,
        config: PretrainedConfig,
        classes: int,
        hidden_act: str,
        *,
        dropout: float,
        initializer_range: float | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        size = config.hidden_size
        deviation = config.initializer_range if initializer_range is None else initializer_range
        options: dict[str, Any] = {"initializer_range": deviation, "dtype": self.dtype_policy}
        self.dropout = keras.layers.Dropout(dropout, dtype=self.dtype_policy, name="dropout")
        self.dense = Linear(size, size, name="dense", **options)
        self.out_proj = Classifier(config, classes, dropout=dropout, name="out_proj", **options)
        self.activation = activation(hidden_act)

    def call(self, states: tf.Tensor, training: bool = False) -> tf.Tensor:
        """[batch, hidden] → [batch, classes]."""
        states = self.activation(self.dense(self.dropout(states, training=training)))
        return self.out_proj(states, training=training)


class Within(Composite):
    """Another layer, which gets this one's name in front of its own in the paths of its variables."""

    def __init__(self, inner: keras.layers.Layer, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.inner_name = inner.name
        setattr(self, inner.name, inner)

    @property
    def inner(self) -> Any:
        """The other layer."""
        return getattr(self, self.inner_name)

    def call(self, states: tf.Tensor, *inputs: tf.Tensor, **options: Any) -> tf.Tensor:
        """What the inner layer gives."""
        return self.inner(states, *inputs, **options)
