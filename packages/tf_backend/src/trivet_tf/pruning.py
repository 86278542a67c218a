"""Taking attention heads out of a model for good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Protocol

from trivet.families.config import PretrainedConfig
from trivet.families.pruning import pruned_heads, record_pruning
from trivet_tf.framework import keras, tf
from trivet_tf.layers.building import Composite, Linear
from trivet_tf.layers.conv1d import Conv1D
from trivet_tf.module_utils import forget_functions
from trivet_tf.tensors import exchange


class PrunableAttention(Protocol):
    """Attention that can lose heads. They are known by the numbers that they had at first."""

    def prune_heads(self, heads: Iterable[int]) -> None:
        """Take heads out; those that are gone already are passed over."""


class Prunable(Composite):
    """A base layer whose layers' attention can lose heads. What its config records is gone before it has variables."""

    config: PretrainedConfig

    def attention_of(self, layer: int) -> PrunableAttention:
        """A layer's attention."""
        raise NotImplementedError(f"{type(self).__name__} does not say where its attention is")

    def build(self, input_shape: Any = None) -> None:
        """Create the variables that are left."""
        self.prune_recorded()
        super().build(input_shape)

    def prune_recorded(self) -> None:
        """Prune what the config says and what is still there."""
        for layer, heads in pruned_heads(self.config).items():
            self.attention_of(layer).prune_heads(heads)


class Pruning:
    """Mixin of models with a config: losing heads."""

    config: PretrainedConfig
    base_model_prefix: ClassVar[str]

    @property
    def prunable_layer(self) -> Any:
        """The layer that holds what can lose heads; another kind of layer, or None, where nothing can."""
        return getattr(self, self.base_model_prefix, None)

    def prune_heads(self, heads_to_prune: Mapping[int, Iterable[int]]) -> None:
        """Take attention heads out. What is left computes what the whole did with those heads masked.

        The config records them (`pruned_heads`), so that a model loaded from what is saved lacks them too. Variables
        stay the same objects. What was compiled or traced before (`compile`, `tf.function`) knows the old sizes: do it
        again.

        Args:
            heads_to_prune: layer → heads, by the numbers that they had in the whole model.

        Raises:
            NotImplementedError: heads of this family cannot be pruned.
            InvalidConfigError: there is no such layer or head, or a layer would be left with none; nothing was pruned.
        """
        base = self.prunable_layer
        if not isinstance(base, Prunable):
            raise NotImplementedError(f"heads of {type(self).__name__} cannot be pruned")
        record_pruning(self.config, heads_to_prune)
        base.prune_recorded()
        forget_functions(self)


def keep(layer: Linear | Conv1D, places: list[int], axis: int) -> None:
    """Leave a layer, on one of the two axes of its weight [inputs, outputs], only what stands at some places.

    Args:
        axis: 0 for inputs, 1 for outputs, which the bias follows.
    """
    kernel = "weight" if isinstance(layer, Conv1D) else "kernel"
    outputs = "output_size" if isinstance(layer, Conv1D) else "units"
    setattr(layer, outputs if axis else "input_size", len(places))
    if not layer.built:
        return
    _gather(getattr(layer, kernel), places, axis)
    if axis and layer.bias is not None:
        _gather(layer.bias, places, -1)
    if isinstance(layer, Linear):
        layer.input_spec = keras.layers.InputSpec(min_ndim=2, axes={-1: layer.input_size})


def _gather(variable: keras.Variable, places: list[int], axis: int) -> None:
    exchange(variable, tf.gather(tf.convert_to_tensor(variable.value), places, axis=axis))
