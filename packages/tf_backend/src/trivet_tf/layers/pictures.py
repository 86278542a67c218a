"""Pictures as tokens, and tokens as pictures: convolutions, patches, positions for pictures of any size.

Pictures are [batch, channels, height, width] for callers, and have their channels last within.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from trivet.errors import InvalidInputError
from trivet.families import blocks
from trivet.families.call_checks import require_patch_mask, require_picture
from trivet.families.interpolation import neighbours
from trivet.layout import Kind
from trivet_tf.framework import keras, tf
from trivet_tf.layers.building import Composite
from trivet_tf.layers.linear import normal, std_of
from trivet_tf.layers.norms import norm_class
from trivet_tf.layers.places import Place, follow

ops = keras.ops


def convolution_class(block: blocks.Convolution2D) -> Any:
    """The class of the layer for a block."""
    return DepthwiseConvolution if block.kind is Kind.DEPTHWISE_CONV2D else Convolution


class _Padded:
    """Mixin of convolutions with a number of zeros on either side of each axis."""

    padding_of: blocks.Convolution2D

    def build(self, input_shape: Any = None) -> None:
        """Create the variables; the sizes are known without a shape."""
        super().build((None, None, None, self.padding_of.inputs))  # type: ignore[misc]

    def call(self, pictures: tf.Tensor) -> tf.Tensor:
        """[batch, height, width, inputs] → [batch, height, width, outputs]."""
        padding = self.padding_of.padding
        if any(padding):
            pictures = ops.pad(pictures, ((0, 0), *((side, side) for side in padding), (0, 0)))
        return super().call(pictures)  # type: ignore[misc]


class Convolution(_Padded, keras.layers.Conv2D):
    """A convolution of a known number of channels."""

    def __init__(self, block: blocks.Convolution2D, *, place: Place, name: str) -> None:
        super().__init__(
            block.outputs,
            block.kernel,
            block.stride,
            groups=block.groups,
            use_bias=block.bias,
            kernel_initializer=normal(std_of(block, place)),
            data_format="channels_last",
            dtype=place.policy,
            name=name,
        )
        self.padding_of = block


class DepthwiseConvolution(_Padded, keras.layers.DepthwiseConv2D):
    """A convolution of each channel by itself."""

    def __init__(self, block: blocks.Convolution2D, *, place: Place, name: str) -> None:
        super().__init__(
            block.kernel,
            block.stride,
            use_bias=block.bias,
            depthwise_initializer=normal(std_of(block, place)),
            data_format="channels_last",
            dtype=place.policy,
            name=name,
        )
        self.padding_of = block


class Patches(Composite):
    """Projects the patches of pictures."""

    def __init__(self, block: blocks.Convolution2D, *, place: Place, name: str) -> None:
        super().__init__(place=place, name=name)
        self.projection_name = block.at
        self.put_leaf(block.at, convolution_class(block), block)

    def call(self, pictures: tf.Tensor) -> tf.Tensor:
        """[batch, height, width, channels] → [batch, rows, columns, size]."""
        return getattr(self, self.projection_name)(pictures)


class PatchEmbeddings(Composite):
    """The patches of pictures as tokens: see `blocks.PatchEmbeddings`.

    Args:
        masks: whether patches can be masked, if the block leaves that open.
    """

    def __init__(self, block: blocks.PatchEmbeddings, masks: bool = False, *, place: Place, name: str) -> None:
        super().__init__(place=place, name=name)
        has_mask = block.mask is not None and (masks or block.keeps_mask)
        self.described = block
        self.vectors = tuple(each for each in block.vectors if each is not block.mask or has_mask)
        self.mask_name = block.mask.at if has_mask and block.mask is not None else ""
        if block.patches_at:
            self.put(block.patches_at, Patches, block.projection)
        else:
            self.put_leaf(block.projection.at, convolution_class(block.projection), block.projection)
        self.patches_at = self.below(block.patches_at or block.projection.at, leaf=not block.patches_at)
        self.norm_name = "" if block.norm is None else block.norm.at
        if block.norm is not None:
            self.put_leaf(block.norm.at, norm_class(block.norm), block.norm)
        self.put_dropout("embedding_dropout", block.dropout)

    def build(self, input_shape: Any = None) -> None:
        """Create the vectors, and the variables of the layers."""
        for each in self.vectors:
            initial = "zeros" if each.zeros or each.at == self.mask_name else normal(self.place.std)
            setattr(self, each.at, self.add_weight(each.shape, initial, name=each.at))
        super().build(input_shape)

    def call(
        self,
        pixel_values: tf.Tensor | None = None,
        bool_masked_pos: tf.Tensor | None = None,
        interpolate_pos_encoding: bool | None = False,
        training: bool = False,
    ) -> tf.Tensor:
        """[batch, channels, height, width] → [batch, length, size].

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
        require_picture(pixel_values.shape, block.projection.inputs, block.image, any_size=any_size)
        pictures = ops.transpose(ops.cast(pixel_values, self.compute_dtype), (0, 2, 3, 1))
        patches = follow(self, self.patches_at)(pictures)
        batch, rows, columns, size = ops.shape(patches)
        states = ops.reshape(patches, (batch, -1, size))
        if bool_masked_pos is not None:
            require_patch_mask(bool_masked_pos.shape, states.shape[1], has_vector=bool(self.mask_name))
            mask = ops.expand_dims(ops.cast(bool_masked_pos, "bool"), -1)
            states = ops.where(mask, self._vector(self.mask_name), states)
        first = [ops.repeat(self._vector(each.at), batch, axis=0) for each in block.first]
        states = ops.concatenate([*first, states], axis=1) if first else states
        if self.norm_name:
            states = getattr(self, self.norm_name)(states)
        if block.positions is not None:
            states = states + self._positions(rows, columns, any_size)
        if block.registers is not None:
            registers = ops.repeat(self._vector(block.registers.at), batch, axis=0)
            states = ops.concatenate([states[:, : block.placed], registers, states[:, block.placed :]], axis=1)
        return self.dropped("embedding_dropout", states, training)

    def _vector(self, name: str) -> tf.Tensor:
        return ops.cast(getattr(self, name), self.compute_dtype)

    def _positions(self, rows: Any, columns: Any, any_size: bool) -> tf.Tensor:
        block = self.described
        table = self._vector(block.positions.at)  # type: ignore[union-attr]
        if not any_size or (rows, columns) == block.rows:
            return table
        if not isinstance(rows, int) or not isinstance(columns, int):
            raise InvalidInputError(
                "positions are interpolated for pictures of a known height and width: trace the model with "
                "pixel_values of a known shape"
            )
        placed = block.placed
        squares = ops.reshape(table[0, placed:], (*block.rows, -1))
        for axis, wanted in enumerate((rows, columns)):
            squares = _stretched(squares, axis, wanted, margin=block.margin, antialiased=block.antialiased)
        resized = ops.reshape(squares, (1, rows * columns, -1))
        return ops.concatenate([table[:, :placed], ops.cast(resized, table.dtype)], axis=1)


def _stretched(squares: tf.Tensor, axis: int, wanted: int, **options: Any) -> tf.Tensor:
    """[rows, columns, size] with another number of rows or columns, each a weighted sum of some."""
    places, weights = neighbours(int(squares.shape[axis]), wanted, **options)
    shape = [1] * (axis + 2) + [1] * (2 - axis)
    shape[axis], shape[axis + 1] = wanted, weights.shape[1]
    taken = ops.reshape(ops.take(squares, places.ravel(), axis=axis), _split(squares.shape, axis, weights.shape))
    return ops.sum(taken * ops.cast(np.reshape(weights, shape), taken.dtype), axis=axis + 1)


def _split(shape: Any, axis: int, parts: tuple[int, ...]) -> tuple[int, ...]:
    return (*shape[:axis], *parts, *shape[axis + 1 :])


def picture(states: tf.Tensor, grid: blocks.Grid, pixel_values: tf.Tensor) -> tf.Tensor:
    """The states of patches as a picture: [batch, length, size] → [batch, rows, columns, size].

    Args:
        pixel_values: the pictures of which they are, [batch, channels, height, width].
    """
    height, width = ops.shape(pixel_values)[2:]
    rows, columns = grid.rows(height, width)
    patches = states[:, grid.skipped : grid.skipped + rows * columns]
    return ops.reshape(patches, (-1, rows, columns, states.shape[-1]))


def shuffled(pictures: tf.Tensor, factor: int) -> tf.Tensor:
    """As `blocks.Shuffle`, with channels last: [batch, rows, columns, …] → [batch, height, width, channels]."""
    _, rows, columns, channels = ops.shape(pictures)
    apart = ops.reshape(pictures, (-1, rows, columns, channels // factor**2, factor, factor))
    return ops.reshape(
        ops.transpose(apart, (0, 1, 4, 2, 5, 3)), (-1, rows * factor, columns * factor, channels // factor**2)
    )


def channels_first(pictures: tf.Tensor) -> tf.Tensor:
    """[batch, height, width, channels] → [batch, channels, height, width]."""
    return ops.transpose(pictures, (0, 3, 1, 2))
