"""What scales or drops the results of sublayers before they are added: learned factors, and dropped paths."""

from __future__ import annotations

from typing import Any

from trivet.families import blocks
from trivet_tf.framework import keras, tf
from trivet_tf.layers.building import Composite
from trivet_tf.layers.places import Address, Place, follow

ops = keras.ops


class LayerScale(Composite):
    """A learned factor for each number: see `blocks.LayerScale`."""

    def __init__(self, block: blocks.LayerScale, *, place: Place, name: str) -> None:
        super().__init__(place=place, name=name)
        self.leaf_name = block.leaf
        self.own(block.leaf, block.size, initial=keras.initializers.Constant(block.initial))

    def call(self, states: tf.Tensor) -> tf.Tensor:
        """[..., size] → the same."""
        return states * ops.cast(getattr(self, self.leaf_name), states.dtype)


class ScaledPath:
    """The learned factors and the dropped paths of one sublayer of a holder.

    Args:
        holder: the layer that contains them.
        number: index of the sublayer in its layer.
    """

    def __init__(self, holder: Any, block: blocks.Residual, number: int) -> None:
        scale = block.layer_scale
        self.module: Address = ()
        self.leaf = ""
        if scale is not None and scale.module:
            holder.put(scale.module, LayerScale, scale)
            self.module = holder.below(scale.module)
        elif scale is not None:
            self.leaf = scale.leaf
            holder.own(scale.leaf, scale.size, initial=keras.initializers.Constant(scale.initial))
        self.dropout = ""
        if block.path_dropout:
            self.dropout = f"path_dropout_{number}"
            options = {"noise_shape": (None, 1, 1), "dtype": holder.place.policy, "name": self.dropout}
            setattr(holder, self.dropout, keras.layers.Dropout(block.path_dropout, **options))

    def __call__(self, holder: Any, states: tf.Tensor, training: bool) -> tf.Tensor:
        """[batch, length, size] → the same."""
        if self.module:
            states = follow(holder, self.module)(states)
        elif self.leaf:
            states = states * ops.cast(getattr(holder, self.leaf), states.dtype)
        return getattr(holder, self.dropout)(states, training=True) if training and self.dropout else states
