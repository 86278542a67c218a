"""Pruning of inputs or outputs of layers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from trivet_flax.layers.linear import Conv1D, Linear
from trivet_flax.layers.setup import shape_of


def keep(layer: Linear | Conv1D, places: Sequence[int], *, outputs: bool) -> None:
    """Keep only some outputs of a layer, or some inputs, in this order.

    Args:
        places: indices to keep.
        outputs: whether to select outputs, including the bias; else inputs.
    """
    is_conv = isinstance(layer, Conv1D)  # its kernel is [out, in], the other's [in, out]
    layer.kernel.set_value(_taken(layer.kernel.get_value(), places, int(outputs != is_conv)))
    if outputs and layer.bias is not None:
        layer.bias.set_value(_taken(layer.bias.get_value(), places, 0))
    if isinstance(layer, Linear):
        layer.in_features, layer.out_features = layer.kernel.get_value().shape


def _taken(value: Any, places: Sequence[int], axis: int) -> Any:
    """Some indices along an axis, of an array or of its shape."""
    if isinstance(value, jax.ShapeDtypeStruct):
        shape = [*value.shape]
        shape[axis] = len(places)
        return shape_of((*shape,), value.dtype)
    return jnp.take(value, np.asarray(places, np.int32), axis=axis)
