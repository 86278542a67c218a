"""ViT: an encoder of patches of pictures."""

from __future__ import annotations

from typing import ClassVar

from trivet.families import heads
from trivet.families import requirements as must
from trivet.families.fields import field
from trivet.families.inputs import MASKED_PATCHES
from trivet.families.pictures import PictureConfig, PictureFamily


class ViTConfig(PictureConfig):
    """Configuration of a ViT model (Dosovitskiy et al., 2020, https://arxiv.org/abs/2010.11929).

    Attributes:
        image_size, patch_size: pixels of a side, or height and width.
        encoder_stride: pixels of the side of the squares that masked image modelling restores from each patch.
    """

    model_type = "vit"
    encoder_stride: int = field(must.CHANNELS, default=16, small=4)


class ViT(PictureFamily):
    """ViT and its heads."""

    config_class, base_prefix = ViTConfig, "vit"
    kinds = (heads.IMAGE_CLASSIFICATION, heads.MASKED_IMAGE_MODELING)
    # TensorFlow's classes in `transformers` mask no patches.
    tensorflow_order: ClassVar = ("pixel_values", "head_mask", "options", "labels", MASKED_PATCHES)
