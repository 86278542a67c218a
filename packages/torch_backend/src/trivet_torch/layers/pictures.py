"""Pictures as tokens, and tokens as pictures: convolutions, patches, positions for pictures of any size."""

from __future__ import annotations

from typing import Any, cast

import torch
from torch import nn
from torch.nn import functional as F

from trivet.errors import InvalidInputError
from trivet.families import blocks
from trivet.families.call_checks import require_patch_mask, require_picture
from trivet_torch.layers.norms import norm
from trivet_torch.layers.places import child, put, put_dropout, reach

Tensor = torch.Tensor


def convolution(block: blocks.Convolution2D) -> nn.Conv2d:
    """The layer of a block."""
    layer = nn.Conv2d(
        block.inputs, block.outputs, block.kernel, block.stride, block.padding, groups=block.groups, bias=block.bias
    )
    if block.std is not None:
        vars(layer)["initial_std"] = block.std
    return layer


class Patches(nn.Module):
    """Projects the patches of pictures."""

    def __init__(self, block: blocks.Convolution2D) -> None:
        super().__init__()
        self._projection = block.at
        setattr(self, block.at, convolution(block))

    def forward(self, pixel_values: Tensor) -> Tensor:
        """[batch, channels, height, width] → [batch, size, rows, columns]."""
        return cast(Tensor, child(self, self._projection)(pixel_values))


class PatchEmbeddings(nn.Module):
    """The patches of pictures as tokens: see `blocks.PatchEmbeddings`.

    Args:
        masks: whether patches can be masked, if the block leaves that open.
    """

    def __init__(self, block: blocks.PatchEmbeddings, *, masks: bool = False) -> None:
        super().__init__()
        has_mask = block.mask is not None and (masks or block.keeps_mask)
        for each in block.vectors:
            kept = each is not block.mask or has_mask
            vector = nn.Parameter(torch.empty(each.shape)) if kept else None
            self.register_parameter(each.at, vector)
        self._first = tuple(each.at for each in block.first)
        self._mask = block.mask.at if has_mask and block.mask is not None else None
        self._positions = None if block.positions is None else block.positions.at
        self._registers = None if block.registers is None else block.registers.at
        self._zeros = tuple(each.at for each in block.vectors if each.zeros or each is block.mask)
        patches = Patches(block.projection) if block.patches_at else convolution(block.projection)
        self._patches = put(self, block.patches_at or block.projection.at, patches)
        self._norm = None if block.norm is None else put(self, block.norm.at, norm(block.norm))
        self._dropout = put_dropout(self, block.dropout)
        self._channels, self._image, self._any_size = block.projection.inputs, block.image, block.any_size
        self._placed, self._rows = block.placed, block.rows
        self._margin, self._antialiased = block.margin, block.antialiased

    @property
    def zeros(self) -> tuple[str, ...]:
        """Names of the vectors whose initial values are zeros."""
        return tuple(name for name in self._zeros if name in self._parameters)

    def forward(
        self,
        pixel_values: Tensor | None,
        bool_masked_pos: Tensor | None = None,
        interpolate_pos_encoding: bool | None = False,
    ) -> Tensor:
        """[batch, channels, height, width] → [batch, length, size].

        Args:
            bool_masked_pos: 1 for masked patches, [batch, patches].
            interpolate_pos_encoding: whether pictures may have another size than those for which there are positions.

        Raises:
            InvalidInputError: there are no pictures, they have another number of channels or another size, or patches
                cannot be masked.
        """
        if pixel_values is None:
            raise InvalidInputError("give pixel_values: the model reads pictures")
        any_size = bool(interpolate_pos_encoding) or self._any_size
        require_picture(pixel_values.shape, self._channels, self._image, any_size=any_size)
        patches = reach(self, self._patches)(pixel_values.to(next(self.parameters()).dtype))
        rows, columns = patches.shape[-2:]
        states = patches.flatten(2).transpose(1, 2)
        if bool_masked_pos is not None:
            states = self._masked(states, bool_masked_pos)
        first = [getattr(self, name).expand(states.shape[0], -1, -1) for name in self._first]
        states = torch.cat((*first, states), 1) if first else states
        if self._norm is not None:
            states = reach(self, self._norm)(states)
        if self._positions is not None:
            states = states + self._positions_of(rows, columns, any_size)
        if self._registers is not None:
            registers = cast(Tensor, getattr(self, self._registers)).expand(states.shape[0], -1, -1)
            states = torch.cat((states[:, : self._placed], registers, states[:, self._placed :]), 1)
        return states if self._dropout is None else cast(Tensor, child(self, self._dropout)(states))

    def _masked(self, states: Tensor, mask: Tensor) -> Tensor:
        require_patch_mask(mask.shape, states.shape[1], has_vector=self._mask is not None)
        vector = getattr(self, cast(str, self._mask)).to(states.dtype)
        return torch.where(mask.bool()[..., None], vector, states)

    def _positions_of(self, rows: int, columns: int, any_size: bool) -> Tensor:
        table = cast(Tensor, getattr(self, cast(str, self._positions)))
        if not any_size or (rows, columns) == self._rows:
            return table
        first, rest = table[:, : self._placed], table[:, self._placed :]
        squares = rest.reshape(1, *self._rows, -1).permute(0, 3, 1, 2)
        wide, options = squares.to(torch.promote_types(squares.dtype, torch.float32)), dict[str, Any]()
        if self._antialiased:
            options |= {"size": (rows, columns), "antialias": True}
        elif not self._margin:
            options["size"] = (rows, columns)
        else:
            pairs = zip((rows, columns), self._rows, strict=True)
            options["scale_factor"] = [(wanted + self._margin) / own for wanted, own in pairs]
        resized = F.interpolate(wide, mode="bicubic", align_corners=False, **options).to(squares.dtype)
        return torch.cat((first, resized.flatten(2).transpose(1, 2)), 1)


def picture(states: Tensor, grid: blocks.Grid, pixel_values: Tensor) -> Tensor:
    """The states of patches as a picture: [batch, length, size] → [batch, size, rows, columns].

    Args:
        pixel_values: the pictures of which they are, [batch, channels, height, width].
    """
    rows = grid.rows(*pixel_values.shape[-2:])
    patches = states[:, grid.skipped : grid.skipped + rows[0] * rows[1]]
    return patches.transpose(1, 2).reshape(*patches.shape[::2], *rows)
