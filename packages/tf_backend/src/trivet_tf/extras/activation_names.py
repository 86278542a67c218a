"""`ACT2FN` and `get_tf_activation`: activation functions by the names that configs have for them."""

from __future__ import annotations

from trivet_tf.layers.activations import ACTIVATIONS, activation

__all__ = ["ACT2FN", "get_tf_activation"]

ACT2FN = ACTIVATIONS
"""Name → function of a tensor."""

get_tf_activation = activation
