"""Taking attention heads out of a model for good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar, Protocol, cast

import torch
from torch import nn

from trivet.architectures.pruning import pruned_heads
from trivet_torch.module_base import ConfiguredModule


class PrunableAttention(Protocol):
    """Attention that can lose heads. They are known by the numbers that they had at first."""

    def prune_heads(self, heads: Iterable[int]) -> None:
        """Take heads out; those that are gone already are passed over."""


class Pruning(ConfiguredModule):
    """The part of `PreTrainedModel` that prunes heads.

    Attributes:
        prunable_attention: path in the base model of a layer's attention, with `{}` for the layer's number.
    """

    prunable_attention: ClassVar[str | None] = None

    def attention_of(self, layer: int) -> PrunableAttention:
        """A layer's attention.

        Raises:
            NotImplementedError: heads of this family cannot be pruned.
        """
        base = self.base_model
        path: str | None = getattr(base, "prunable_attention", None)
        if path is None:
            raise NotImplementedError(f"heads of {type(self).__name__} cannot be pruned")
        return cast(PrunableAttention, base.get_submodule(path.format(layer)))

    def prune_heads(self, heads_to_prune: Mapping[int, Iterable[int]]) -> None:
        """Take attention heads out. What is left computes what the whole did with those heads masked.

        The config records them (`pruned_heads`), so that a model loaded from what is saved lacks them too.

        Args:
            heads_to_prune: layer → heads, by the numbers that they had in the whole model.

        Raises:
            NotImplementedError: heads of this family cannot be pruned.
            InvalidConfigError: there is no such layer or head, or a layer would be left with none; nothing was pruned.
        """
        self.attention_of(0)
        before = pruned_heads(self.config)
        wanted = {layer: sorted({*before.get(layer, ()), *heads}) for layer, heads in heads_to_prune.items()}
        recorded = getattr(self.config, "pruned_heads", {})
        self.config.pruned_heads = {**before, **wanted}
        try:
            pruned_heads(self.config)
        except ValueError:
            self.config.pruned_heads = recorded
            raise
        self._prune_recorded()

    def _prune_recorded(self) -> None:
        """Prune what the config says and what is still there."""
        recorded = pruned_heads(self.config) if getattr(self.config, "pruned_heads", None) else {}
        for layer, heads in recorded.items():
            cast(Pruning, self.base_model).attention_of(layer).prune_heads(heads)


def kept_places(pruned: frozenset[int], heads: Iterable[int], kept: int, size: int) -> list[int]:
    """Places, in what the remaining heads give, of what stays when further heads go.

    Args:
        pruned: heads that are gone already, by their first numbers.
        heads: that are to go, by their first numbers.
        kept: how many there are now.
        size: of a head.
    """
    present = [head for head in range(kept + len(pruned)) if head not in pruned]
    gone = set(heads)
    stays = [place for place, head in enumerate(present) if head not in gone]
    return [place * size + offset for place in stays for offset in range(size)]


def keep(layer: nn.Module, places: list[int], axis: int) -> None:
    """Leave a layer's weight, along an axis, only what stands at some places; and its bias, if that is by output.

    Args:
        axis: of the weight. Both a linear layer's axis 0 and the last axis of GPT-2's are of outputs.
    """
    weight = cast(nn.Parameter, layer.weight)
    index = torch.tensor(places, device=weight.device)
    is_linear = isinstance(layer, nn.Linear)
    layer.weight = nn.Parameter(weight.detach().index_select(axis, index), weight.requires_grad)
    bias = cast(nn.Parameter | None, layer.bias)
    if bias is not None and axis == (0 if is_linear else 1):
        layer.bias = nn.Parameter(bias.detach().index_select(0, index), bias.requires_grad)
    if isinstance(layer, nn.Linear):
        layer.out_features, layer.in_features = layer.weight.shape
