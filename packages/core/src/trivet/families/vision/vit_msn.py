"""ViT-MSN: ViT as masked siamese networks train it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from trivet.families import heads
from trivet.families.pictures import PictureConfig, PictureFamily
from trivet.layout.spellings import Spelling


class ViTMSNConfig(PictureConfig):
    """Configuration of a ViT-MSN model (Assran et al., 2022, https://arxiv.org/abs/2204.07141).

    Attributes:
        image_size, patch_size: pixels of a side, or height and width.
    """

    model_type = "vit_msn"
    layer_norm_eps: float = 1e-6


class ViTMSN(PictureFamily):
    """ViT-MSN and its heads: ViT without a pooling layer."""

    config_class, base_prefix = ViTMSNConfig, "vit"
    kinds = (heads.IMAGE_CLASSIFICATION,)

    def pooler(self, config: Any) -> None:
        """There is none."""

    def spellings(self, config: Any) -> tuple[Spelling, ...]:
        """`transformers` 5 writes the names of layers without the base prefix."""
        (spelling,) = super().spellings(config)
        prefix = f"{self.base_prefix}."
        names = {own: (*each, own.removeprefix(prefix)) for own, each in spelling.names.items()}
        return (replace(spelling, names=names),)
