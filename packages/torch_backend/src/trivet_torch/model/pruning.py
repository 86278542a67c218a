"""Taking attention heads out of a model for good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, cast

from torch import nn

from trivet.families.pruning import pruned_heads, record_pruning
from trivet_torch.model.base import ConfiguredModule


class PrunableAttention(Protocol):
    """Attention that can lose heads. They are known by the numbers that they had at first."""

    def prune(self, heads: Iterable[int], reader: nn.Module) -> None:
        """Take heads out, of the layer that reads them too; those that are gone already are passed over."""


class Pruning(ConfiguredModule):
    """The part of `PreTrainedModel` that prunes heads."""

    @property
    def prunable(self) -> Sequence[tuple[str, str]]:
        """Of a base model, for each layer the path of its attention, and of the layer that reads its heads."""
        return ()

    def attention_of(self, layer: int) -> PrunableAttention:
        """A layer's attention, of a base model.

        Raises:
            NotImplementedError: heads of this family cannot be pruned.
        """
        if not self.prunable:
            raise NotImplementedError(f"heads of {type(self).__name__} cannot be pruned")
        return cast(PrunableAttention, self.get_submodule(self.prunable[layer][0]))

    def prune_heads(self, heads_to_prune: Mapping[int, Iterable[int]]) -> None:
        """Take attention heads out. What is left computes what the whole did with those heads masked.

        The config records them (`pruned_heads`), so that a model loaded from what is saved lacks them too.

        Args:
            heads_to_prune: layer → heads, by their indices in the whole model.

        Raises:
            NotImplementedError: heads of this family cannot be pruned.
            InvalidConfigError: there is no such layer or head, or a layer would be left with none; nothing was pruned.
        """
        cast(Pruning, self.base_model).attention_of(0)
        record_pruning(self.config, heads_to_prune)
        self._prune_recorded()

    def _prune_recorded(self) -> None:
        """Prune what the config says and what is still there."""
        recorded = pruned_heads(self.config) if getattr(self.config, "pruned_heads", None) else {}
        for layer, heads in recorded.items():
            base = cast(Pruning, self.base_model)
            base.attention_of(layer).prune(heads, base.get_submodule(base.prunable[layer][1]))
