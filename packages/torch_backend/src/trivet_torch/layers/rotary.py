"""Rotary position embeddings: https://arxiv.org/abs/2104.09864. Core computes the frequencies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self, cast

import torch
from torch import nn

from trivet.families import blocks
from trivet.families.call_checks import index_error
from trivet.families.ropes import Rope
from trivet_torch.layers.positions import SinusoidalPositions

Tensor = torch.Tensor
Rotation = tuple[Tensor, Tensor]


class RotaryPositions(nn.Module):
    """Cosine and sine of every position's angles. No parameters; the frequencies stay float32 in any model.

    Attributes:
        frequencies: those of usual inputs, [size / 2].
        long_frequencies: those of inputs that are longer than the usual ones serve, if these do not grow with inputs.
    """

    frequencies: Tensor
    long_frequencies: Tensor | None

    def __init__(self, rope: Rope) -> None:
        super().__init__()
        self.rope, self.factor = rope, rope.attention_factor
        for name, table in self._tables(None).items():
            self.register_buffer(name, table, persistent=False)

    def _tables(self, device: torch.device | None) -> dict[str, Tensor | None]:
        """The buffers' values."""
        rope, beyond = self.rope, None
        if rope.type == "longrope":
            beyond = torch.from_numpy(rope.frequencies(int(rope.trained) + 1)).to(device)
        return {"frequencies": torch.from_numpy(rope.frequencies()).to(device), "long_frequencies": beyond}

    def _apply(self, fn: Callable[[Tensor], Tensor], recurse: bool = True) -> Self:
        super()._apply(fn, recurse)  # type: ignore[no-untyped-call]
        # A cast of the model also casts this, or leaves its memory uninitialised.
        for name, table in self._tables(self.frequencies.device).items():
            setattr(self, name, table)
        return self

    def forward(self, position_ids: Tensor, dtype: torch.dtype) -> Rotation:
        """[batch or 1, length] → cosine and sine, both [batch or 1, 1, length, size / 2]."""
        frequencies = self.frequencies if self.rope.longest is None else self._stretched(position_ids)
        angles = position_ids[:, None, :, None].float() * frequencies
        return (angles.cos() * self.factor).to(dtype), (angles.sin() * self.factor).to(dtype)

    def back(self, count: int, position_ids: Tensor, dtype: torch.dtype) -> Rotation:
        """What turns by `count` positions towards the start, as cosine and sine, both [1, 1, 1, size / 2].

        Args:
            position_ids: [batch or 1, length], positions of the input.
        """
        frequencies = self.frequencies if self.rope.longest is None else self._stretched(position_ids)
        angles = count * frequencies[None, None, None]
        return angles.cos().to(dtype), (-angles.sin()).to(dtype)

    def _stretched(self, position_ids: Tensor) -> Tensor:
        """The frequencies for an input of this length."""
        rope, longest, length = self.rope, cast(float, self.rope.longest), position_ids.max() + 1
        if self.long_frequencies is not None:
            return torch.where(length > longest, self.long_frequencies, self.frequencies)
        base = rope.theta * rope.stretch(length.clamp(min=longest))
        exponents = torch.arange(0, rope.size, 2, device=position_ids.device) / rope.size
        return torch.where(length > longest, base**-exponents, self.frequencies)


class StoredRotations(SinusoidalPositions):
    """The same from a table that files have: sines, then cosines. Parameter `weight` [positions, size]."""

    def __init__(self, block: blocks.Sines, rope: Rope) -> None:
        super().__init__(block)
        self.rope = rope

    def forward(self, position_ids: Tensor, dtype: torch.dtype) -> Rotation:  # type: ignore[override]
        """As of `RotaryPositions`.

        Raises:
            InputRangeError: a position is not a row, for positions on the CPU.
        """
        try:
            sines, cosines = super().forward(position_ids[:, None]).chunk(2, -1)
        except IndexError as error:
            raise index_error(int(position_ids.min()), int(position_ids.max()), self.num_embeddings) from error
        return cosines.to(dtype), sines.to(dtype)

    def back(self, count: int, position_ids: Tensor, dtype: torch.dtype) -> Rotation:
        """As of `RotaryPositions`."""
        angles = count * torch.from_numpy(self.rope.frequencies()).to(self.weight.device)[None, None, None]
        return angles.cos().to(dtype), (-angles.sin()).to(dtype)


def rotations_of(block: blocks.Rotary) -> RotaryPositions | StoredRotations:
    """The module that has the rotations of a block."""
    return RotaryPositions(block.rope) if block.table is None else StoredRotations(block.table, block.rope)


def rotate(states: Tensor, rotation: Rotation, *, interleaved: bool = False) -> Tensor:
    """Rotate each pair of a head's elements i and i + size / 2 by its position's angle.

    Args:
        states: [batch, heads, length, head_dim], of which the first `size` elements are rotated.
        rotation: as returned by `RotaryPositions`, of `size / 2` angles.
        interleaved: whether the pairs are 2 i and 2 i + 1.
    """
    cosine, sine = rotation
    size = 2 * cosine.shape[-1]
    if size < states.shape[-1]:
        return torch.cat((rotate(states[..., :size], rotation, interleaved=interleaved), states[..., size:]), -1)
    if interleaved:
        even, odd = states[..., 0::2], states[..., 1::2]
        return torch.stack((even * cosine - odd * sine, odd * cosine + even * sine), -1).flatten(-2)
    first, second = states.chunk(2, -1)
    return torch.cat((first * cosine - second * sine, second * cosine + first * sine), -1)
