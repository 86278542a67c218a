"""Shapes of the pictures and sounds that base models read. Knows no framework."""

from __future__ import annotations

from trivet.errors import InvalidInputError
from trivet.families.blocks import Base, PatchEmbeddings, SoundEmbeddings
from trivet.families.call_checks import Shape
from trivet.families.derive import sides


def picture_shape(base: Base) -> tuple[int, int, int] | None:
    """Channels, height and width of the pictures that a base model reads; None if it reads text."""
    block = sides(base)[0].embeddings
    return (block.projection.inputs, *block.image) if isinstance(block, PatchEmbeddings) else None


def sound_shape(base: Base) -> tuple[int, int] | None:
    """Bands and frames of the spectrograms that a base model reads; None if it reads something else."""
    block = sides(base)[0].embeddings
    return (block.bands, block.frames) if isinstance(block, SoundEmbeddings) else None


def require_spectrogram(shape: Shape, bands: int, frames: int) -> None:
    """Require spectrograms with the model's number of bands, and of the length for which it has positions.

    Args:
        shape: [batch, bands, frames].

    Raises:
        InvalidInputError: they have another shape.
    """
    if len(shape) != 3 or shape[1] not in (None, bands) or shape[2] not in (None, frames):
        raise InvalidInputError(
            f"input_features must be [batch, {bands} bands, {frames} frames], but the shape is {list(shape)}: the "
            "feature extractor pads and cuts sounds to that length"
        )
