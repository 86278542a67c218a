"""Pictures in files, and Pillow, which reads and resizes them."""

from __future__ import annotations

import base64
import binascii
import os
import sys
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from trivet.checkpoint.side_files import read_side_file
from trivet.errors import CorruptFileError, InvalidInputError, PackageNotInstalledError
from trivet.formats.foreign_files import HEAD, guess_file


def pillow(wanted: str) -> ModuleType:
    """Pillow's module of pictures.

    Args:
        wanted: what it is needed for, for the message.

    Raises:
        PackageNotInstalledError: Pillow is not installed.
    """
    try:
        from PIL import Image
    except ImportError as error:
        raise PackageNotInstalledError("pillow", wanted, "trivet[images]") from error
    module: ModuleType = Image
    return module


def is_pillow(value: object) -> bool:
    """Whether a value is a picture of Pillow, which is not imported for it."""
    module = sys.modules.get("PIL.Image")
    return module is not None and isinstance(value, module.Image)


def read_image(path: str | os.PathLike[str]) -> Any:
    """The picture in a file, turned upright as its EXIF data say, as an RGB picture of Pillow.

    Args:
        path: a file of a kind that Pillow reads, or a `data:image/…;base64,` address.

    Raises:
        PackageNotInstalledError: Pillow is not installed.
        SourceNotFoundError: there is no such file.
        UnreadableSourceError: it cannot be accessed.
        CorruptFileError: it is not a picture, truncated, or has more pixels than Pillow considers safe.
    """
    module = pillow("Reading a picture")
    from PIL import ImageOps, UnidentifiedImageError

    data, label = _content(path)
    try:
        with module.open(BytesIO(data)) as picture:
            return ImageOps.exif_transpose(picture).convert("RGB")
    except UnidentifiedImageError as error:
        guess = guess_file(data[:HEAD])
        seems = f"; it seems to be {guess}" if guess else ""
        raise CorruptFileError(label, f"is not a picture that Pillow reads{seems}") from error
    except (OSError, SyntaxError, ValueError, module.DecompressionBombError) as error:
        raise CorruptFileError(label, f"cannot be read as a picture ({error})") from error


def _content(path: str | os.PathLike[str]) -> tuple[bytes, str]:
    """Bytes of a picture, and what to call it."""
    text = os.fspath(path)
    if not text.startswith("data:image/"):
        return read_side_file(Path(path)), text
    try:
        return base64.b64decode(text.partition(",")[2], validate=True), f"{text[:30]}…"
    except binascii.Error as error:
        raise CorruptFileError(f"{text[:30]}…", f"is not base64 ({error})") from error


def to_pillow(image: np.ndarray) -> tuple[Any, bool]:
    """An array [height, width, channels] as a picture of Pillow, which holds bytes.

    Returns:
        The picture, and whether values between 0 and 1 have become such between 0 and 255.

    Raises:
        InvalidInputError: values are neither bytes nor between 0 and 1.
        PackageNotInstalledError: Pillow is not installed.
    """
    module = pillow("Resizing a picture")
    is_scaled = False
    if image.dtype != np.uint8:
        low, high = image.min(), image.max()
        is_whole = bool(np.allclose(image, np.trunc(image)))
        if low < 0 or high > (255 if is_whole else 1) or not np.isfinite(high):
            raise InvalidInputError(
                f"a picture has values from {low} to {high}: they must be whole numbers from 0 to 255, or between 0 "
                "and 1. do_resize=False takes any values"
            )
        is_scaled = not is_whole
        image = ((image * 255).astype(np.float32) if is_scaled else image).astype(np.uint8)
    return module.fromarray(image[..., 0] if image.shape[-1] == 1 else np.ascontiguousarray(image)), is_scaled
