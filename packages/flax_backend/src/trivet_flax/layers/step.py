"""What one layer is given in one call, beside the hidden states."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import jax
from flax import nnx

from trivet_flax.cache.layers import CrossLayer, LayerCache
from trivet_flax.layers.linear import active_dropout
from trivet_flax.layers.rotary import Rotation

Array = jax.Array


@dataclass(frozen=True, slots=True)
class Step:
    """What one layer is given in one call, beside the hidden states.

    Attributes:
        mask: booleans that broadcast to [batch, heads, queries, keys]; None hides nothing.
        head_mask: factors on the attention weights, broadcasting to the same.
        cache: what the layer has seen before.
        rotation: of the new tokens.
        bias: on the scores, of a stack whose layers share one.
        source: what attention to an encoder's states sees of them; None: there are none.
        source_mask, cross_head_mask: as `mask` and `head_mask`, of that.
        need_weights: whether the attention weights are wanted.
        deterministic, rngs: as dropout layers take them.
    """

    mask: Array | None = None
    head_mask: Array | None = None
    cache: LayerCache | None = None
    rotation: Rotation | None = None
    bias: Array | None = None
    source: CrossLayer | None = None
    source_mask: Array | None = None
    cross_head_mask: Array | None = None
    need_weights: bool = False
    deterministic: bool | None = None
    rngs: nnx.Rngs | None = None

    def drop(self, layer: nnx.Dropout | None, array: Array) -> Array:
        """A dropout layer's output; where there is none, what it would be given."""
        return array if layer is None else layer(array, deterministic=self.deterministic, rngs=self.rngs)

    def active(self, layer: nnx.Dropout | None) -> Callable[[Array], Array] | None:
        """What a dropout layer does; None for nothing."""
        return active_dropout(layer, self.deterministic, self.rngs)


class Attended(NamedTuple):
    """What attention, or a sublayer of it, gives."""

    states: Array
    """[batch, length, size]."""
    weights: Array | None
    """[batch, heads, queries, keys], where they are wanted."""
    cache: LayerCache | None
    """With the new tokens in it, where there is one."""


class LayerResult(NamedTuple):
    """What a layer gives."""

    states: Array
    weights: Array | None
    cross_weights: Array | None
    cache: LayerCache | None
