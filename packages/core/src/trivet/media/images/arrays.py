"""What is taken for pictures, and their axes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import numpy as np

from trivet.errors import InvalidInputError
from trivet.media.images.files import is_pillow, read_image

FIRST, LAST = "channels_first", "channels_last"
_CHANNELS = (1, 3)  # from whose number the axis of colours is told


def listed_images(images: Any, axes: int = 3) -> list[Any]:
    """Pictures as a list: one picture, a batch in one array, or a sequence.

    Args:
        axes: of one picture in an array.

    Raises:
        InvalidInputError: they are not pictures.
    """
    if isinstance(images, str | os.PathLike) or is_pillow(images):
        return [images]
    if isinstance(images, list | tuple):
        return list(images)
    if not hasattr(images, "ndim"):
        raise InvalidInputError(
            f"a {type(images).__name__} is not a picture: give a picture of Pillow, a file's path, an array of numpy, "
            "PyTorch, TensorFlow or JAX, or a list of such"
        )
    if images.ndim not in (axes, axes + 1):
        raise InvalidInputError(f"an array of {images.ndim} axes is not a picture ({axes}) or a batch ({axes + 1})")
    return list(images) if images.ndim == axes + 1 else [images]


def as_array(image: Any, convert_rgb: bool = False) -> np.ndarray:
    """One picture as an array, its axes as they are.

    Args:
        convert_rgb: whether a picture of Pillow is converted to red, green and blue.

    Raises:
        InvalidInputError: it is not a picture.
    """
    if isinstance(image, str | os.PathLike):
        image = read_image(image)
    if is_pillow(image):
        return np.asarray(image.convert("RGB") if convert_rgb else image)
    if hasattr(image, "detach"):
        image = image.detach().cpu()
    array = np.asarray(image)
    if array.dtype == object or not (np.issubdtype(array.dtype, np.number) or array.dtype == bool):
        raise InvalidInputError(f"a {type(image).__name__} of {array.dtype} is not a picture")
    if array.size == 0:
        raise InvalidInputError(f"a picture of shape {list(array.shape)} has no pixels")
    return array


def axis_format(image: np.ndarray, stated: Any = None, channels: Sequence[int] = _CHANNELS) -> str:
    """Where an array's axis of colours is: `channels_first` or `channels_last`.

    Args:
        stated: the caller's answer, which needs no guess.
        channels: how many colours there may be.

    Raises:
        InvalidInputError: it cannot be told.
    """
    if stated is not None:
        return _checked(stated)
    if image.ndim != 3:
        advice = "image.convert('RGB') gives it colours" if image.ndim == 2 else "give one picture"
        raise InvalidInputError(f"a picture of shape {list(image.shape)} has no axis of colours: {advice}")
    if image.shape[0] in channels:
        return FIRST
    if image.shape[-1] in channels:
        return LAST
    raise InvalidInputError(
        f"a picture of shape {list(image.shape)} has neither {' nor '.join(map(str, channels))} colours on its first "
        "or last axis. Say where they are: input_data_format='channels_last'; image.convert('RGB') drops transparency"
    )


def _checked(stated: Any) -> str:
    name = str(getattr(stated, "value", stated))
    if name not in (FIRST, LAST):
        raise InvalidInputError(f"the axis of colours is {name!r}: it may be {FIRST!r} or {LAST!r}")
    return name


def channels_last(image: np.ndarray, axes: str) -> np.ndarray:
    """A view of a picture as [height, width, channels]."""
    return image if axes == LAST else image.transpose(1, 2, 0)


def in_format(image: np.ndarray, stated: Any, own: str) -> np.ndarray:
    """A picture [height, width, channels] with the axis of colours where the caller wants it; `own` if it is None."""
    return image if (own if stated is None else _checked(stated)) == LAST else image.transpose(2, 0, 1)
