"""Normalisation as blueprints describe it."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F

from trivet.families import blocks


class RMSNorm(nn.RMSNorm):
    """`x / √(mean(x²) + eps) · (weight + offset)` (https://arxiv.org/abs/1910.07467). Parameter `weight`.

    Attributes:
        offset: 1 if the weight is stored as its difference from one.
        in_weight_dtype: whether the result has the dtype of the weight, which may be wider.
    """

    def __init__(
        self, size: int, eps: float, *, offset: float = 0.0, initial: float | None = None, in_weight_dtype: bool = False
    ) -> None:
        """
        Args:
            initial: the weight's initial value; None means an effective weight of one.
        """
        self.offset, self.in_weight_dtype = offset, in_weight_dtype
        self.initial = 1 - offset if initial is None else initial
        super().__init__(size, eps=eps)

    def reset_parameters(self) -> None:
        """Set the weight to its initial value."""
        nn.init.constant_(self.weight, self.initial)

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """[..., size] → the same, computed in float32 and returned in the dtype of the states, or of the weight."""
        weight = self.weight.float() + self.offset if self.offset else self.weight.float()
        normed = F.rms_norm(states.float(), self.normalized_shape, weight, self.eps)
        return normed.to(self.weight.dtype if self.in_weight_dtype else states.dtype)


def norm(block: blocks.Norm) -> nn.LayerNorm | RMSNorm:
    """The layer of a block."""
    if block.rms:
        return RMSNorm(
            block.size,
            block.eps,
            offset=block.offset,
            initial=block.initial,
            in_weight_dtype=block.in_weight_dtype,
        )
    return nn.LayerNorm(block.size, eps=block.eps)
