"""Modules whose attention can lose heads: which layers those are, and parameters that follow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, Protocol

import jax
import jax.numpy as jnp
import numpy as np
from flax import nnx

from trivet.families.pruning import pruned_heads
from trivet_flax.layers.feed_forward import Conv1D, Linear
from trivet_flax.layers.setup import shape_of


class PrunableAttention(Protocol):
    """Attention that can lose heads. They are known by the numbers that they had at first."""

    def prune_heads(self, heads: Iterable[int]) -> None:
        """Take heads out; those that are gone already are passed over."""


class Prunable(nnx.Module):
    """A base model whose attention can lose heads.

    Attributes:
        prunable_attention: path of a layer's attention, with `{}` for the layer's number.
    """

    prunable_attention: ClassVar[str]

    def attention_of(self, layer: int) -> PrunableAttention:
        """A layer's attention."""
        node: Any = self
        for key in self.prunable_attention.format(layer).split("."):
            node = node[int(key)] if key.isdigit() else getattr(node, key)
        found: PrunableAttention = node
        return found

    def prune_recorded(self, config: Any) -> None:
        """Take out the heads that the config says are gone, and that are still there."""
        recorded = pruned_heads(config) if getattr(config, "pruned_heads", None) else {}
        for layer, heads in recorded.items():
            self.attention_of(layer).prune_heads(heads)


def keep(layer: Linear | Conv1D, places: Sequence[int], *, outputs: bool) -> None:
    """Leave a layer only some of its outputs, or of its inputs, in this order.

    Args:
        places: of what stays.
        outputs: whether outputs are meant, which the bias follows; else inputs.
    """
    is_conv = isinstance(layer, Conv1D)  # its kernel is [out, in], the other's [in, out]
    layer.kernel.set_value(_taken(layer.kernel.get_value(), places, int(outputs != is_conv)))
    if outputs and layer.bias is not None:
        layer.bias.set_value(_taken(layer.bias.get_value(), places, 0))
    if isinstance(layer, Linear):
        layer.in_features, layer.out_features = layer.kernel.get_value().shape


def _taken(value: Any, places: Sequence[int], axis: int) -> Any:
    """What stands at some places along an axis, of an array or of its shape."""
    if isinstance(value, jax.ShapeDtypeStruct):
        shape = [*value.shape]
        shape[axis] = len(places)
        return shape_of((*shape,), value.dtype)
    return jnp.take(value, np.asarray(places, np.int32), axis=axis)
