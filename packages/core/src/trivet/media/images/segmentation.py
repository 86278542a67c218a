"""Classes of pixels: maps that become labels, and logits that become maps."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np

from trivet.backends.tensors import as_tensors
from trivet.errors import InvalidInputError
from trivet.media.images import steps
from trivet.media.images.files import pillow

_NEAREST = 0


def prepared_map(
    labels: np.ndarray, chosen: SimpleNamespace, target: Callable[[np.ndarray, SimpleNamespace], tuple[int, int]]
) -> np.ndarray:
    """The classes of pixels [height, width], int64, of the size that pixels have for the model.

    Args:
        chosen: the fields of a processor.
        target: gives the height and width that a picture is resized to.

    Raises:
        InvalidInputError: they are not whole numbers, or have another number of axes.
        PackageNotInstalledError: Pillow is needed and not installed.
    """
    if labels.ndim == 3 and 1 in (labels.shape[0], labels.shape[-1]):
        labels = labels.reshape([length for length in labels.shape if length != 1] or [1, 1])
    if labels.ndim != 2 or not np.array_equal(labels, np.trunc(labels)):
        raise InvalidInputError(f"a map of classes {list(labels.shape)} must be whole numbers [height, width]")
    if chosen.do_reduce_labels:
        labels = steps.reduced_labels(labels)
    if chosen.do_resize:
        # Classes are numbers without an order: between two of them is none, so the nearest pixel's is taken.
        height, width = target(labels[..., None], chosen)
        picture = pillow("Resizing a map of classes").fromarray(np.ascontiguousarray(labels, np.int32), "I")
        labels = np.asarray(picture.resize((width, height), resample=_NEAREST))
    if chosen.do_center_crop:
        labels = steps.center_crop(labels[..., None], chosen.crop_size["height"], chosen.crop_size["width"])[..., 0]
    return labels.astype(np.int64)


def segmented(outputs: Any, target_sizes: Sequence[Sequence[int]] | None = None) -> list[Any]:
    """The likeliest class of each pixel of each picture.

    Args:
        outputs: of a model; its `logits` are [batch, classes, height, width].
        target_sizes: (height, width) that each picture's logits are resized to first, linearly; None leaves theirs.

    Returns:
        Integers [height, width] for each picture, as arrays of the logits' framework.

    Raises:
        InvalidInputError: there is not one size for each picture.
    """
    logits = outputs.logits
    kind = _kind_of(logits)
    scores = np.asarray(logits.detach().cpu() if hasattr(logits, "detach") else logits, np.float32)
    if target_sizes is not None and len(target_sizes) != len(scores):
        raise InvalidInputError(f"{len(target_sizes)} target_sizes for {len(scores)} pictures: give one for each")
    maps = []
    for index, each in enumerate(scores):
        sized = each if target_sizes is None else linearly_resized(each, *map(int, target_sizes[index]))
        maps.append(as_tensors(sized.argmax(0), kind))
    return maps


def linearly_resized(values: np.ndarray, height: int, width: int) -> np.ndarray:
    """Arrays [channels, height, width] of another size: between the four nearest values, which lie mid-pixel."""
    rows, columns = (_between(size, old) for size, old in ((height, values.shape[1]), (width, values.shape[2])))
    above, below, down = rows
    left, right, across = columns
    upper, lower = values[:, above], values[:, below]
    top = upper[:, :, left] * (1 - across) + upper[:, :, right] * across
    bottom = lower[:, :, left] * (1 - across) + lower[:, :, right] * across
    result: np.ndarray = top * (1 - down[:, None]) + bottom * down[:, None]
    return result


def _between(size: int, old: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each new place the old ones before and after it, and how far it is towards the second."""
    places = np.clip((np.arange(size, dtype=np.float32) + 0.5) * np.float32(old / size) - 0.5, 0, None)
    first = np.minimum(places.astype(np.int64), old - 1)
    return first, np.minimum(first + 1, old - 1), (places - first).astype(np.float32)


def _kind_of(values: Any) -> str:
    """What `return_tensors` makes arrays like these."""
    owners = {"torch": "pt", "tensorflow": "tf", "jaxlib": "jax", "jax": "jax"}
    package = type(values).__module__.partition(".")[0]
    return owners.get(package, "np") if package in sys.modules else "np"
