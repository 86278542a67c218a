"""Taking attention heads out of a model for good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from trivet.families.config import PretrainedConfig
from trivet.families.pruning import pruned_heads, record_pruning
from trivet_tf.model.module_utils import forget_functions


class Pruning:
    """Mixin of models with a config: losing heads."""

    config: PretrainedConfig

    @property
    def prunable_layers(self) -> Sequence[Any]:
        """The layers that can lose heads, each of which has `prune`; none where nothing can."""
        return ()

    def prune_heads(self, heads_to_prune: Mapping[int, Iterable[int]]) -> None:
        """Take attention heads out. What is left computes what the whole did with those heads masked.

        The config records them (`pruned_heads`), so that a model loaded from what is saved lacks them too. Variables
        stay the same objects. What was compiled or traced before (`compile`, `tf.function`) knows the old sizes: do it
        again.

        Args:
            heads_to_prune: layer → heads, by their indices in the whole model.

        Raises:
            NotImplementedError: heads of this family cannot be pruned.
            InvalidConfigError: there is no such layer or head, or a layer would be left with none; nothing was pruned.
        """
        layers = self.prunable_layers
        if not layers:
            raise NotImplementedError(f"heads of {type(self).__name__} cannot be pruned")
        record_pruning(self.config, heads_to_prune)
        for index, heads in pruned_heads(self.config).items():
            layers[index].prune(heads)
        forget_functions(self)
