"""Pictures as tokens, and tokens as pictures: convolutions, patches, positions for pictures of any size.

Pictures have their channels last, [batch, height, width, channels]: only the public classes take them as other
frameworks do.
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from flax import nnx

from trivet.errors import InvalidInputError
from trivet.families import blocks
from trivet.families.call_checks import require_patch_mask, require_picture
from trivet.families.interpolation import neighbours
from trivet_flax.layers.linear import dropout
from trivet_flax.layers.norms import norm
from trivet_flax.layers.places import at, put
from trivet_flax.layers.setup import ZEROS, Setup

Array = jax.Array


class Convolution(nnx.Conv):
    """A convolution. Parameters: kernel [height, width, in / groups, out], bias [out]."""

    def __init__(self, block: blocks.Convolution2D, setup: Setup) -> None:
        setup = setup.with_std(block.std)
        self.kernel_init, self.bias_init = setup.normal, ZEROS
        super().__init__(
            block.inputs,
            block.outputs,
            block.kernel,
            block.stride,
            padding=[(side, side) for side in block.padding],
            feature_group_count=block.groups,
            use_bias=block.bias,
            dtype=setup.dtype,
            param_dtype=setup.param_dtype,
            kernel_init=self.kernel_init,
            bias_init=self.bias_init,
            rngs=setup.keys,
        )


class Patches(nnx.Module):
    """Projects the patches of pictures."""

    def __init__(self, block: blocks.Convolution2D, setup: Setup) -> None:
        self.projection_at = block.at
        put(self, block.at, Convolution(block, setup))

    def __call__(self, pictures: Array) -> Array:
        """[batch, height, width, channels] → [batch, rows, columns, size]."""
        projected: Array = at(self, self.projection_at)(pictures)
        return projected


class PatchEmbeddings(nnx.Module):
    """The patches of pictures as tokens: see `blocks.PatchEmbeddings`."""

    def __init__(self, block: blocks.PatchEmbeddings, setup: Setup, *, masks: bool = False) -> None:
        """
        Args:
            masks: whether patches can be masked, if the block leaves that open.
        """
        self.described, self.dtype = block, setup.dtype
        has_mask = block.mask is not None and (masks or block.keeps_mask)
        self.mask_at = block.mask.at if has_mask and block.mask is not None else ""
        for each in block.vectors:
            if each is not block.mask or has_mask:
                initial = ZEROS if each.zeros or each.at == self.mask_at else setup.normal
                setattr(self, f"{each.at}_init", initial)
                setattr(self, each.at, setup.parameter(initial, *each.shape))
        layer = Patches if block.patches_at else Convolution
        put(self, block.patches_at or block.projection.at, layer(block.projection, setup))
        if block.norm is not None:
            put(self, block.norm.at, norm(block.norm, setup))
        self.embedding_dropout = dropout(block.dropout)

    def __call__(
        self,
        pixel_values: Array | None,
        bool_masked_pos: Array | None = None,
        interpolate_pos_encoding: bool | Array = False,
        *,
        deterministic: bool | None = None,
        rngs: nnx.Rngs | None = None,
    ) -> Array:
        """[batch, height, width, channels] → [batch, length, size].

        Args:
            bool_masked_pos: 1 for masked patches, [batch, patches].
            interpolate_pos_encoding: whether pictures may have another size than those for which there are positions.

        Raises:
            InvalidInputError: there are no pictures, they have another number of channels or another size, or patches
                cannot be masked.
        """
        block = self.described
        if pixel_values is None:
            raise InvalidInputError("give pixel_values: the model reads pictures")
        any_size = bool(interpolate_pos_encoding) or block.any_size
        batch, *sides, channels = pixel_values.shape
        require_picture((batch, channels, *sides), block.projection.inputs, block.image, any_size=any_size)
        patches = at(self, block.patches_at or block.projection.at)(pixel_values.astype(self.dtype))
        batch, rows, columns, size = patches.shape
        states = patches.reshape(batch, -1, size)
        if bool_masked_pos is not None:
            require_patch_mask(bool_masked_pos.shape, states.shape[1], has_vector=bool(self.mask_at))
            states = jnp.where(bool_masked_pos.astype(bool)[..., None], self._vector(self.mask_at), states)
        first = [jnp.repeat(self._vector(each.at), batch, axis=0) for each in block.first]
        states = jnp.concatenate([*first, states], axis=1)
        if block.norm is not None:
            states = at(self, block.norm.at)(states)
        if block.positions is not None:
            states = states + self._positions(self._vector(block.positions.at), (rows, columns), any_size)
        if block.registers is not None:
            registers = jnp.repeat(self._vector(block.registers.at), batch, axis=0)
            states = jnp.concatenate([states[:, : block.placed], registers, states[:, block.placed :]], axis=1)
        drop = self.embedding_dropout
        return states if drop is None else drop(states, deterministic=deterministic, rngs=rngs)

    def _vector(self, name: str) -> Array:
        vector: Array = getattr(self, name)[...].astype(self.dtype)
        return vector

    def _positions(self, table: Array, rows: tuple[int, int], any_size: bool) -> Array:
        """The table [1, length, size], or positions between its own for another number of rows and columns."""
        block = self.described
        if not any_size or rows == block.rows:
            return table
        placed = block.placed
        squares = table[0, placed:].reshape(*block.rows, -1).astype(jnp.float32)
        down, across = (
            _weights(own, wanted, margin=block.margin, antialiased=block.antialiased)
            for own, wanted in zip(block.rows, rows, strict=True)
        )
        resized = jnp.einsum("ri,cj,ijs->rcs", down, across, squares, precision="highest")
        return jnp.concatenate([table[:, :placed], resized.reshape(1, -1, table.shape[-1]).astype(table.dtype)], 1)


def _weights(rows: int, wanted: int, **options: Any) -> Any:
    """The matrix [wanted, rows] by which new rows follow from those of a table."""
    places, weights = neighbours(rows, wanted, **options)
    matrix = np.zeros((wanted, rows), np.float32)
    np.add.at(matrix, (np.arange(wanted)[:, None], places), weights)
    return matrix


def picture(states: Array, grid: blocks.Grid, pixel_values: Array) -> Array:
    """The states of patches as a picture: [batch, length, size] → [batch, rows, columns, size].

    Args:
        pixel_values: the pictures of which they are, [batch, height, width, channels].
    """
    rows, columns = grid.rows(*pixel_values.shape[1:3])
    patches = states[:, grid.skipped : grid.skipped + rows * columns]
    return patches.reshape(states.shape[0], rows, columns, -1)


def shuffled(pictures: Array, factor: int) -> Array:
    """As `blocks.Shuffle`, with channels last: [batch, rows, columns, …] → [batch, height, width, channels]."""
    batch, rows, columns, channels = pictures.shape
    apart = pictures.reshape(batch, rows, columns, channels // factor**2, factor, factor)
    return apart.transpose(0, 1, 4, 2, 5, 3).reshape(batch, rows * factor, columns * factor, -1)


def channels_first(pictures: Array) -> Array:
    """[batch, height, width, channels] → [batch, channels, height, width]."""
    return jnp.moveaxis(pictures, -1, 1)
