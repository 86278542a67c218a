"""What is done to a picture, each a function of an array [height, width, channels]."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from trivet.errors import InvalidInputError
from trivet.media.images.files import to_pillow

BICUBIC = 3  # of the filters of Pillow
_BYTES = np.arange(256)


def resize(image: np.ndarray, height: int, width: int, filter_: int, reducing_gap: float | None = None) -> np.ndarray:
    """A picture of another size, by a filter of Pillow; of its dtype if that is bytes, or float32 between 0 and 1.

    Args:
        filter_: 0 nearest, 1 Lanczos, 2 bilinear, 3 bicubic, 4 box, 5 Hamming.
        reducing_gap: as Pillow's: shrink in two steps.

    Raises:
        InvalidInputError, PackageNotInstalledError: as `to_pillow`.
    """
    picture, is_scaled = to_pillow(image)
    result = np.asarray(picture.resize((width, height), resample=filter_, reducing_gap=reducing_gap))
    result = result[..., None] if result.ndim == 2 else result
    return (result * (1 / 255)).astype(np.float32) if is_scaled else result


def center_crop(image: np.ndarray, height: int, width: int) -> np.ndarray:
    """The middle of a picture; a smaller one is in the middle of black."""
    have_height, have_width = image.shape[:2]
    top, left = (have_height - height) // 2, (have_width - width) // 2
    if top >= 0 and left >= 0:
        return image[top : top + height, left : left + width]
    whole = np.zeros((max(height, have_height), max(width, have_width), image.shape[2]), image.dtype)
    down, right = (whole.shape[0] - have_height) // 2, (whole.shape[1] - have_width) // 2
    whole[down : down + have_height, right : right + have_width] = image
    top, left = top + down, left + right
    return whole[max(0, top) : top + height, max(0, left) : left + width]


def crop_of_ratio(image: np.ndarray, edge: int, ratio: float, filter_: int) -> np.ndarray:
    """A square: the middle of a picture that was resized to be larger; from 384 pixels on, the whole picture, warped.

    Args:
        ratio: how much of the shortest edge is kept.

    Raises:
        InvalidInputError, PackageNotInstalledError: as `resize`.
    """
    if edge >= 384:
        return resize(image, edge, edge, filter_)
    short, long = sorted(image.shape[:2])
    new_short = int(edge / ratio)
    new_long = int(new_short * long / short)
    sizes = (new_long, new_short) if image.shape[1] <= image.shape[0] else (new_short, new_long)
    return center_crop(resize(image, *sizes, filter_), edge, edge)


def thumbnail(image: np.ndarray, height: int, width: int, filter_: int) -> np.ndarray:
    """A picture no larger than a size; a smaller one as it is.

    Raises:
        InvalidInputError, PackageNotInstalledError: as `resize`.
    """
    have_height, have_width = image.shape[:2]
    new_height, new_width = min(have_height, height), min(have_width, width)
    if (new_height, new_width) == (have_height, have_width):
        return image
    if have_height > have_width:
        new_width = int(have_width * new_height / have_height)
    elif have_width > have_height:
        new_height = int(have_height * new_width / have_width)
    return resize(image, max(new_height, 1), max(new_width, 1), filter_, reducing_gap=2.0)


def align_long_axis(image: np.ndarray, size: Mapping[str, int]) -> np.ndarray:
    """A picture turned by 270 degrees if its longer edge is the shorter one of the size."""
    have_height, have_width = image.shape[:2]
    is_upright, was_upright = size["width"] < size["height"], have_width < have_height
    is_flat, was_flat = size["width"] > size["height"], have_width > have_height
    return np.rot90(image, 3) if (is_upright and was_flat) or (is_flat and was_upright) else image


def pad_around(image: np.ndarray, height: int, width: int) -> np.ndarray:
    """A picture in the middle of black.

    Raises:
        InvalidInputError: it is larger than the size.
    """
    down, across = height - image.shape[0], width - image.shape[1]
    if down < 0 or across < 0:
        have = f"{image.shape[0]} x {image.shape[1]}"
        raise InvalidInputError(f"a picture of {have} cannot be padded to {height} x {width}: do_thumbnail=True")
    top, left = down // 2, across // 2
    return np.pad(image, ((top, down - top), (left, across - left), (0, 0)))


def rescale(image: np.ndarray, factor: float) -> np.ndarray:
    """A picture times a factor, float32. Bytes are looked up in a table, which gives the same numbers."""
    if image.dtype == np.uint8:
        result: np.ndarray = (_BYTES * factor).astype(np.float32)[image]
    else:
        result = (image * factor).astype(np.float32)
    return result


def normalize(image: np.ndarray, mean: Sequence[float] | float, deviation: Sequence[float] | float) -> np.ndarray:
    """A picture less the mean of each colour, over its standard deviation; float32 if it was of whole numbers.

    Raises:
        InvalidInputError: there are not as many means or deviations as colours.
    """
    if not np.issubdtype(image.dtype, np.floating):
        image = image.astype(np.float32)
    means, deviations = (_of_each(values, image, name) for values, name in ((mean, "mean"), (deviation, "std")))
    result: np.ndarray = (image - means) / deviations
    return result


def scaled(
    image: np.ndarray, factor: float, mean: Sequence[float] | float, deviation: Sequence[float] | float
) -> np.ndarray:
    """As `rescale` and `normalize`. Of bytes both in one: each colour has a table of its 256 values.

    Raises:
        InvalidInputError: as `normalize`.
    """
    if image.dtype != np.uint8:
        return normalize(rescale(image, factor), mean, deviation)
    channels = image.shape[2]
    table = normalize(np.repeat(rescale(_BYTES.astype(np.uint8), factor)[:, None], channels, 1)[None], mean, deviation)
    result = np.empty((channels, *image.shape[:2]), np.float32)  # one colour after the other, as models take them
    for channel in range(channels):
        np.take(table[0, :, channel], image[..., channel], out=result[channel], mode="clip")
    return result.transpose(1, 2, 0)


def _of_each(values: Sequence[float] | float, image: np.ndarray, name: str) -> np.ndarray:
    listed = list(values) if isinstance(values, Sequence | np.ndarray) else [values] * image.shape[-1]
    if len(listed) != image.shape[-1]:
        raise InvalidInputError(f"image_{name} has {len(listed)} numbers, the picture has {image.shape[-1]} colours")
    return np.array(listed, image.dtype)


def reduced_labels(labels: np.ndarray) -> np.ndarray:
    """Labels less one, and 255 (which losses ignore) where they were 0."""
    less = labels.astype(np.int64) - 1
    return np.where((labels == 0) | (labels == 255), 255, less)
