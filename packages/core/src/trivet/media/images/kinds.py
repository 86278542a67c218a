"""The processors of published models: what each does where its file does not say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from trivet.media.images.processor import ImageProcessor, PageProcessor, RatioCropping
from trivet.media.images.segmentation import segmented

_BILINEAR, _BICUBIC = 2, 3
_HALF = [0.5, 0.5, 0.5]
# Mean and standard deviation of the colours in two data sets: those of most models, and of CLIP's.
_IMAGENET = ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
_CLIP = ([0.48145466, 0.4578275, 0.40821073], [0.26862954, 0.26130258, 0.27577711])
_HALVES = (_HALF, _HALF)


def _square(edge: int) -> dict[str, int]:
    return {"height": edge, "width": edge}


def _resizing(size: Mapping[str, int], resample: int) -> dict[str, Any]:
    return {"do_resize": True, "size": size, "resample": resample}


def _cropping(edge: int) -> dict[str, Any]:
    return {"do_center_crop": True, "crop_size": _square(edge)}


def _scaling(colours: tuple[list[float], list[float]]) -> dict[str, Any]:
    scaling: dict[str, Any] = {"do_rescale": True, "rescale_factor": 1 / 255, "do_normalize": True}
    return {**scaling, "image_mean": colours[0], "image_std": colours[1]}


# Two classes take the factor before the flag.
_FACTOR: dict[str, Any] = {"rescale_factor": 1 / 255}


class ViTImageProcessor(ImageProcessor):
    """Of ViT, its relatives, and Swin: 224 by 224, values from -1 to 1."""

    defaults: ClassVar[Mapping[str, Any]] = {**_resizing(_square(224), _BILINEAR), **_scaling(_HALVES)}


class DeiTImageProcessor(ImageProcessor):
    """Of DeiT: the middle 224 by 224 of 256 by 256."""

    defaults: ClassVar[Mapping[str, Any]] = {
        **_resizing(_square(256), _BICUBIC),
        **_cropping(224),
        **_FACTOR,
        **_scaling(_HALVES),
    }


class BeitImageProcessor(ImageProcessor):
    """Of BEiT and Data2Vec: the middle 224 by 224 of 256 by 256; also classes of pixels."""

    defaults: ClassVar[Mapping[str, Any]] = {
        **_resizing(_square(256), _BICUBIC),
        **_cropping(224),
        **_FACTOR,
        **_scaling(_HALVES),
        "do_reduce_labels": False,
    }
    post_process_semantic_segmentation = staticmethod(segmented)


class SegformerImageProcessor(ImageProcessor):
    """Of SegFormer: 512 by 512; also classes of pixels."""

    defaults: ClassVar[Mapping[str, Any]] = {
        **_resizing(_square(512), _BILINEAR),
        **_scaling(_IMAGENET),
        "do_reduce_labels": False,
    }
    post_process_semantic_segmentation = staticmethod(segmented)


class MobileViTImageProcessor(ImageProcessor):
    """Of MobileViT: the middle 256 by 256, blue before green before red."""

    square = False
    defaults: ClassVar[Mapping[str, Any]] = {
        **_resizing({"shortest_edge": 224}, _BILINEAR),
        "do_rescale": True,
        "rescale_factor": 1 / 255,
        **_cropping(256),
        "do_flip_channel_order": True,
    }
    post_process_semantic_segmentation = staticmethod(segmented)


class ConvNextImageProcessor(RatioCropping):
    """Of ConvNeXT, ResNet, RegNet and CvT: a square of the middle, or from 384 pixels on the warped picture."""

    defaults: ClassVar[Mapping[str, Any]] = {
        "do_resize": True,
        "size": {"shortest_edge": 384},
        "crop_pct": 224 / 256,
        "resample": _BILINEAR,
        **_scaling(_HALVES),
    }


class CLIPImageProcessor(ImageProcessor):
    """Of CLIP and GroupViT: the middle 224 by 224 of the picture whose shortest edge is 224."""

    square = False
    defaults: ClassVar[Mapping[str, Any]] = {
        **_resizing({"shortest_edge": 224}, _BICUBIC),
        **_cropping(224),
        **_scaling(_CLIP),
        "do_convert_rgb": True,
    }


class ChineseCLIPImageProcessor(CLIPImageProcessor):
    """Of Chinese-CLIP, as CLIP's."""

    defaults: ClassVar[Mapping[str, Any]] = CLIPImageProcessor.defaults


class BitImageProcessor(CLIPImageProcessor):
    """Of DINOv2 and BiT, as CLIP's; their files say other colours."""

    defaults: ClassVar[Mapping[str, Any]] = CLIPImageProcessor.defaults


class SiglipImageProcessor(ImageProcessor):
    """Of SigLIP: 224 by 224, values from -1 to 1."""

    defaults: ClassVar[Mapping[str, Any]] = {**_resizing(_square(224), _BICUBIC), **_scaling(_HALVES)}


class DINOv3ViTImageProcessor(ImageProcessor):
    """Of DINOv3: 224 by 224."""

    defaults: ClassVar[Mapping[str, Any]] = {**_resizing(_square(224), _BILINEAR), **_scaling(_IMAGENET)}


class BlipImageProcessor(ImageProcessor):
    """Of BLIP: 384 by 384."""

    defaults: ClassVar[Mapping[str, Any]] = {
        **_resizing(_square(384), _BICUBIC),
        **_scaling(_CLIP),
        "do_convert_rgb": True,
    }


class DonutImageProcessor(PageProcessor):
    """Of Donut: a page in the middle of 2,560 by 1,920."""

    defaults: ClassVar[Mapping[str, Any]] = {
        **_resizing({"height": 2560, "width": 1920}, _BILINEAR),
        "do_thumbnail": True,
        "do_align_long_axis": False,
        "do_pad": True,
        **_scaling(_HALVES),
    }


IMAGE_PROCESSORS: Mapping[str, type[ImageProcessor]] = {
    each.__name__: each
    for each in (
        *(BeitImageProcessor, BitImageProcessor, BlipImageProcessor, ChineseCLIPImageProcessor, CLIPImageProcessor),
        *(ConvNextImageProcessor, DeiTImageProcessor, DINOv3ViTImageProcessor, DonutImageProcessor),
        *(MobileViTImageProcessor, SegformerImageProcessor, SiglipImageProcessor, ViTImageProcessor),
    )
}
"""The processors of pictures by the name of their class."""
