"""DeiT: ViT with a second token, which learns from a teacher."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from trivet.families import heads
from trivet.families import requirements as must
from trivet.families.blocks import Branch, Grid, Linear, PatchEmbeddings, Reads, Vectors
from trivet.families.fields import field
from trivet.families.inputs import PIXELS
from trivet.families.pictures import PictureConfig, PictureFamily, patches


class DeiTConfig(PictureConfig):
    """Configuration of a DeiT model (Touvron et al., 2020, https://arxiv.org/abs/2012.12877).

    Attributes:
        image_size, patch_size: pixels of a side, or height and width.
        encoder_stride: pixels of the side of the squares that masked image modelling restores from each patch.
    """

    model_type = "deit"
    encoder_stride: int = field(must.CHANNELS, default=16, small=4)


class DeiT(PictureFamily):
    """DeiT and its heads."""

    config_class, base_prefix = DeiTConfig, "deit"
    inputs = PIXELS[:-1]
    kinds = (
        heads.IMAGE_CLASSIFICATION.variant(tensorflow_order=("pixel_values", "head_mask", "labels", "options")),
        heads.TAUGHT_IMAGE_CLASSIFICATION,
        heads.MASKED_IMAGE_MODELING,
    )

    def embeddings(self, config: DeiTConfig) -> PatchEmbeddings:
        """A class token and a distillation token before the patches."""
        names = ("cls_token", "distillation_token")
        return patches(config, first=tuple(Vectors(name, 1, config.hidden_size) for name in names))

    def taught_image_classification(self, config: DeiTConfig) -> tuple[Branch, ...]:
        """From each of the two tokens."""
        reads = {"cls_classifier": Reads.FIRST, "distillation_classifier": Reads.SECOND}
        size, labels = config.hidden_size, config.num_labels
        return tuple(Branch(each, (Linear(at, size, labels),)) for at, each in reads.items())

    def masked_image_modeling(self, config: Any) -> Branch:
        """The pixels of each patch, which all files read one token too early: the last patch is not restored."""
        branch = super().masked_image_modeling(config)
        return replace(branch, grid=Grid(1, self.embeddings(config).grid.patch))
