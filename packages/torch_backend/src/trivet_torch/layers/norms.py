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
        normed = _rms_norm(states.float(), weight, self.eps)
        return normed.to(self.weight.dtype if self.in_weight_dtype else states.dtype)


def _rms_norm(states: torch.Tensor, weight: torch.Tensor, eps: float | None) -> torch.Tensor:
    if torch.onnx.is_in_onnx_export():  # the exporter by tracing does not know PyTorch's operation
        eps = torch.finfo(states.dtype).eps if eps is None else eps
        return states * torch.rsqrt(states.square().mean(-1, keepdim=True) + eps) * weight
    return F.rms_norm(states, weight.shape, weight, eps)


class LayerNorm(nn.LayerNorm):
    """Layer norm (https://arxiv.org/abs/1607.06450) whose weight differs from the factor, or differs between heads.

    Attributes:
        offset: a number that is added to the weight.
    """

    def __init__(self, block: blocks.Norm) -> None:
        self.offset, self.initial = block.offset, block.initial
        super().__init__(block.shape, eps=block.eps, elementwise_affine=block.weighted, bias=block.bias)

    def reset_parameters(self) -> None:
        """Set the parameters to their initial values."""
        super().reset_parameters()
        if self.elementwise_affine:
            nn.init.constant_(self.weight, self.initial)

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """[..., size] or [..., heads, size] → the same, computed in float32 and returned in the dtype of the states."""
        size, wide = self.normalized_shape[-1:], states.to(torch.promote_types(states.dtype, torch.float32))
        parameters: tuple[torch.Tensor | None, ...] = (self.weight, self.bias)
        weight, bias = (None if each is None else each.to(wide.dtype) for each in parameters)
        weight = weight + self.offset if weight is not None and self.offset else weight
        if len(self.normalized_shape) == 1:
            return F.layer_norm(wide, size, weight, bias, self.eps).to(states.dtype)
        normed = F.layer_norm(wide, size, eps=self.eps)
        normed = normed if weight is None else normed * weight
        return (normed if bias is None else normed + bias).to(states.dtype)


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
    if block.offset or block.heads is not None:
        return LayerNorm(block)
    return nn.LayerNorm(block.size, eps=block.eps, elementwise_affine=block.weighted, bias=block.bias)
