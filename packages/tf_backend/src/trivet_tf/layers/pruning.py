"""Pruning of projections to some heads."""

from __future__ import annotations

from typing import Any

from trivet_tf.framework import keras, tf
from trivet_tf.layers.linear import Conv1D, Linear
from trivet_tf.load.tensors import exchange


def keep(layer: Any, places: list[int], axis: int) -> None:
    """Keep only some indices of one axis of a layer's weight [inputs, outputs].

    Args:
        axis: 0 for inputs, 1 for outputs, including the bias.
    """
    kernel = "weight" if isinstance(layer, Conv1D) else "kernel"
    setattr(layer, "units" if axis else "input_size", len(places))
    if not layer.built:
        return
    _gather(getattr(layer, kernel), places, axis)
    if axis and layer.bias is not None:
        _gather(layer.bias, places, -1)
    if isinstance(layer, Linear):
        layer.input_spec = keras.layers.InputSpec(min_ndim=2, axes={-1: layer.input_size})


def _gather(variable: keras.Variable, places: list[int], axis: int) -> None:
    exchange(variable, tf.gather(tf.convert_to_tensor(variable.value), places, axis=axis))
