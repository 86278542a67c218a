"""Rotary position embeddings: https://arxiv.org/abs/2104.09864. Core computes the frequencies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

import torch
from torch import nn

from trivet.families.rope import RotaryConfig

Tensor = torch.Tensor
Rotation = tuple[Tensor, Tensor]


class RotaryPositions(nn.Module):
    """Cosine and sine of every position's angles. No parameters; the frequencies stay float32 in any model."""

    frequencies: Tensor

    def __init__(self, config: RotaryConfig) -> None:
        super().__init__()
        self.config, self.factor = config, config.rope_attention_factor
        self.register_buffer("frequencies", torch.from_numpy(config.rope_frequencies()), persistent=False)

    def _apply(self, fn: Callable[[Tensor], Tensor], recurse: bool = True) -> Self:
        super()._apply(fn, recurse)  # type: ignore[no-untyped-call]
        # A cast of the model also casts this, or leaves its memory uninitialised.
        self.frequencies = torch.from_numpy(self.config.rope_frequencies()).to(self.frequencies.device)
        return self

    def forward(self, position_ids: Tensor, dtype: torch.dtype) -> Rotation:
        """[batch or 1, length] → cosine and sine, both [batch or 1, 1, length, head_dim / 2]."""
        frequencies = self._stretched(position_ids) if self.config.rope_type == "dynamic" else self.frequencies
        angles = position_ids[:, None, :, None].float() * frequencies
        return (angles.cos() * self.factor).to(dtype), (angles.sin() * self.factor).to(dtype)

    def _stretched(self, position_ids: Tensor) -> Tensor:
        """The frequencies for inputs beyond the trained length, or else the model's own."""
        trained, size = self.config.max_position_embeddings, self.config.head_dim
        length = position_ids.max() + 1
        base = self.config.rope_theta * self.config.dynamic_rope_stretch(length.clamp(min=trained))
        exponents = torch.arange(0, size, 2, device=position_ids.device) / size
        return torch.where(length > trained, base**-exponents, self.frequencies)


def rotate(states: Tensor, rotation: Rotation) -> Tensor:
    """Rotate each pair of a head's elements i and i + size / 2 by its position's angle.

    Args:
        states: [batch, heads, length, head_dim], of which the first `size` elements are rotated.
        rotation: as returned by `RotaryPositions`, of `size / 2` angles.
    """
    cosine, sine = rotation
    size = 2 * cosine.shape[-1]
    if size < states.shape[-1]:
        return torch.cat((rotate(states[..., :size], rotation), states[..., size:]), -1)
    first, second = states.chunk(2, -1)
    return torch.cat((first * cosine - second * sine, second * cosine + first * sine), -1)
