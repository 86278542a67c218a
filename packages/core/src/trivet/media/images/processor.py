"""Processors of pictures: one order of steps, of which each class has those that its fields name."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, ClassVar

import numpy as np

from trivet.errors import InvalidConfigError
from trivet.media.batch import BatchFeature
from trivet.media.images import steps
from trivet.media.images.arrays import as_array, axis_format, channels_last, in_format, listed_images
from trivet.media.images.segmentation import prepared_map
from trivet.media.images.sizes import resized, size_of
from trivet.media.processor import Preprocessor

logger = logging.getLogger(__name__)
_OLDER = {"reduce_labels": "do_reduce_labels"}


class ImageProcessor(Preprocessor):
    """Makes `pixel_values` of pictures: resized, cropped, padded, rescaled, normalised, as its fields say.

    Subclasses state the fields, which are those of `transformers`: a step is taken if its field `do_…` is true.

    Attributes:
        square: whether a size that is one number means both edges; else the shortest.
    """

    part = "image_processor"
    square: ClassVar[bool] = True

    def __init__(self, /, *values: Any, **fields: Any) -> None:
        """
        Raises:
            InvalidConfigError: a field is not what it has to be, such as a size.
        """
        for older, name in _OLDER.items():
            if older in fields and name in self.defaults:
                fields[name] = fields.pop(older)
        super().__init__(*values, **fields)
        self.model_input_names = ["pixel_values"]
        self._check(vars(self))

    def _check(self, fields: dict[str, Any]) -> None:
        """Bring sizes into one form, in place.

        Raises:
            InvalidConfigError: a field is not what it has to be.
        """
        for name, square in (("size", self.square), ("crop_size", True)):
            if fields.get(name) is not None and name in self.defaults:
                fields[name] = size_of(fields[name], name, square=square)
        for name in ("rescale_factor", "crop_pct", "image_mean", "image_std"):
            value = fields.get(name)
            numbers = value if isinstance(value, list | tuple | np.ndarray) else [value]
            if value is not None and not all(_is_number(each) for each in numbers):
                raise InvalidConfigError(f"{name} is {value!r}, which is not a number", field=name)
            if name in ("image_std", "crop_pct") and value is not None and not all(numbers):
                raise InvalidConfigError(f"{name} is {value!r}: one divides by it, it must not be 0", field=name)
        filter_ = fields.get("resample")
        if filter_ is not None and (isinstance(filter_, bool) or int(filter_) not in range(6)):
            raise InvalidConfigError(f"resample is {filter_!r}: Pillow has filters 0 to 5", field="resample")

    def __call__(self, images: Any, segmentation_maps: Any = None, **options: Any) -> BatchFeature:
        """As `preprocess`."""
        if segmentation_maps is not None:
            options["segmentation_maps"] = segmentation_maps
        return self.preprocess(images, **options)

    def preprocess(
        self,
        images: Any,
        *,
        segmentation_maps: Any = None,
        return_tensors: Any = None,
        data_format: Any = "channels_first",
        input_data_format: Any = None,
        **fields: Any,
    ) -> BatchFeature:
        """Pictures as a model takes them.

        Args:
            images: a picture of Pillow, a file's path, an array or tensor [height, width, channels] or
                [channels, height, width] of bytes or of numbers between 0 and 1, a batch in one array, or a list.
            segmentation_maps: the class of each pixel [height, width], as pictures are given; becomes `labels`.
            return_tensors: `np`, `pt`, `tf` or `jax`; None leaves a list of arrays.
            data_format: where the axis of colours is in what is returned: `channels_first` or `channels_last`.
            input_data_format: where it is in arrays; None tells it from the first picture's shape.
            fields: instead of the processor's own, for this call.

        Returns:
            `pixel_values`, float32, for each picture [channels, height, width]; `labels`, int64 [height, width].

        Raises:
            InvalidInputError: something is not a picture, or has no axis of colours; pictures differ in size and are
                to become a tensor.
            InvalidConfigError: a field is not what it has to be.
            PackageNotInstalledError: a picture is resized, and Pillow is not installed.
        """
        chosen = self._chosen(fields)
        arrays = [as_array(each, bool(chosen.do_convert_rgb)) for each in listed_images(images)]
        if not arrays:
            return BatchFeature({"pixel_values": []})
        axes = axis_format(arrays[0], input_data_format)
        self._warn_of_scaled(arrays[0], chosen)
        values = [
            in_format(self._prepared(channels_last(each, axis_format(each, axes)), chosen), data_format, axes)
            for each in arrays
        ]
        data: dict[str, Any] = {"pixel_values": values}
        if segmentation_maps is not None:
            data["labels"] = [
                prepared_map(as_array(each), chosen, self._target) for each in listed_images(segmentation_maps, axes=2)
            ]
        return BatchFeature(data, tensor_type=return_tensors)

    def _chosen(self, fields: Mapping[str, Any]) -> SimpleNamespace:
        """The fields for one call; a step whose field the class does not have is not taken."""
        own = {name: value for name, value in fields.items() if value is not None}
        merged = {**_NOTHING, **vars(self), **own}
        self._check(merged)
        return SimpleNamespace(**merged)

    @staticmethod
    def _warn_of_scaled(image: np.ndarray, chosen: SimpleNamespace) -> None:
        if chosen.do_rescale and image.dtype != np.uint8 and image.min() >= 0 and image.max() <= 1:
            logger.warning("The pictures have values between 0 and 1 already: do_rescale=False leaves them so.")

    def _target(self, image: np.ndarray, chosen: SimpleNamespace) -> tuple[int, int]:
        """Height and width that a picture is resized to."""
        return resized(image.shape[0], image.shape[1], chosen.size)

    def _prepared(self, image: np.ndarray, chosen: SimpleNamespace) -> np.ndarray:
        """One picture [height, width, channels] after all steps."""
        size = chosen.size
        if chosen.do_align_long_axis:
            image = steps.align_long_axis(image, size)
        if chosen.do_resize:
            image = self._resized(image, chosen)
        if chosen.do_thumbnail:
            image = steps.thumbnail(image, size["height"], size["width"], steps.BICUBIC)
        if chosen.do_center_crop:
            image = steps.center_crop(image, *_edges(chosen.crop_size, "crop_size"))
        if chosen.do_pad:
            image = steps.pad_around(image, *_edges(size, "size"))
        if chosen.do_rescale and chosen.do_normalize:
            image = steps.scaled(image, chosen.rescale_factor, chosen.image_mean, chosen.image_std)
        elif chosen.do_rescale:
            image = steps.rescale(image, chosen.rescale_factor)
        elif chosen.do_normalize:
            image = steps.normalize(image, chosen.image_mean, chosen.image_std)
        return image[..., ::-1] if chosen.do_flip_channel_order else image

    def _resized(self, image: np.ndarray, chosen: SimpleNamespace) -> np.ndarray:
        height, width = self._target(image, chosen)
        return steps.resize(image, height, width, chosen.resample)


class RatioCropping(ImageProcessor):
    """A processor that resizes to more than its size, and crops: `crop_pct` is the part of the edge that is left."""

    square = False

    def _resized(self, image: np.ndarray, chosen: SimpleNamespace) -> np.ndarray:
        edge = chosen.size.get("shortest_edge")
        if edge is None:
            raise InvalidConfigError("size needs shortest_edge, the edge of the square that is cropped", field="size")
        return steps.crop_of_ratio(image, edge, chosen.crop_pct, chosen.resample)


class PageProcessor(ImageProcessor):
    """A processor of pages: resized so that their shorter edge is that of the size, then made to fit in it, padded."""

    def __init__(self, /, *values: Any, **fields: Any) -> None:
        """
        Raises:
            InvalidConfigError: as for `ImageProcessor`.
        """
        if isinstance(fields.get("size"), list | tuple):  # as files of older versions have it: width and height
            fields["size"] = fields["size"][::-1]
        super().__init__(*values, **fields)

    def _target(self, image: np.ndarray, chosen: SimpleNamespace) -> tuple[int, int]:
        shortest = min(_edges(chosen.size, "size"))
        return resized(image.shape[0], image.shape[1], {"shortest_edge": shortest})


_NOTHING = {
    **dict.fromkeys(("do_convert_rgb", "do_align_long_axis", "do_resize", "do_thumbnail", "do_center_crop"), False),
    **dict.fromkeys(("do_pad", "do_rescale", "do_normalize", "do_flip_channel_order", "do_reduce_labels"), False),
    **dict.fromkeys(("size", "resample", "crop_size", "rescale_factor", "image_mean", "image_std", "crop_pct")),
}


def _edges(size: Mapping[str, int], name: str) -> tuple[int, int]:
    if "height" not in size:
        raise InvalidConfigError(f"{name} needs height and width, not {', '.join(size)}", field=name)
    return size["height"], size["width"]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | np.number) and not isinstance(value, bool) and bool(np.isfinite(value))
