"""Feed-forward sublayers."""

from __future__ import annotations

from typing import Any

from trivet_tf.activations import activation
from trivet_tf.framework import keras, tf
from trivet_tf.layers.building import Composite, Linear


class ActivatedLinear(Composite):
    """`activation(dense(x))`. Layer `dense`."""

    def __init__(self, inputs: int, outputs: int, hidden_act: str, *, initializer_range: float, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.dense = Linear(inputs, outputs, initializer_range=initializer_range, dtype=self.dtype_policy, name="dense")
        self.activation = activation(hidden_act)

    def call(self, states: tf.Tensor) -> tf.Tensor:
        """[..., inputs] → [..., outputs]."""
        return self.activation(self.dense(states))


class FeedForward(Composite):
    """`outer(dropout(activation(inner(x))))`, or with a gate `outer(dropout(activation(inner(x)) · gate(x)))`.

    Args:
        names: of the layers: inner, outer and, where there is one, gate (https://arxiv.org/abs/2002.05202).
        initializer_range: deviation of the initial values, of all layers or of those before and of that after.
        dropout: between the layers.
    """

    def __init__(
        self,
        size: int,
        inner_size: int,
        hidden_act: str,
        names: tuple[str, ...],
        *,
        initializer_range: float | tuple[float, float],
        dropout: float = 0.0,
        bias: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        ranges = initializer_range if isinstance(initializer_range, tuple) else (initializer_range,) * 2
        options: dict[str, Any] = {"bias": bias, "dtype": self.dtype_policy}
        self.inner = Linear(size, inner_size, initializer_range=ranges[0], name=names[0], **options)
        self.gate = None
        if len(names) > 2:
            self.gate = Linear(size, inner_size, initializer_range=ranges[0], name=names[2], **options)
        self.outer = Linear(inner_size, size, initializer_range=ranges[1], name=names[1], **options)
        self.dropout = keras.layers.Dropout(dropout, dtype=self.dtype_policy, name="dropout")
        self.activation = activation(hidden_act)

    def call(self, states: tf.Tensor, training: bool = False) -> tf.Tensor:
        """[..., size] → the same."""
        inner = self.activation(self.inner(states))
        if self.gate is not None:
            inner = inner * self.gate(states)
        return self.outer(self.dropout(inner, training=training))
