"""Data2Vec for pictures: BEiT's models, trained to predict a teacher's states."""

from __future__ import annotations

from typing import ClassVar

from trivet.families import heads
from trivet.families import requirements as must
from trivet.families.fields import field
from trivet.families.vision.beit import Beit, BeitFields


class Data2VecVisionConfig(BeitFields):
    """Configuration of a Data2Vec model of pictures (Baevski et al., 2022, https://arxiv.org/abs/2202.03555).

    Attributes:
        out_indices: of semantic segmentation; no model here reads it.
    """

    model_type = "data2vec-vision"
    out_indices: list[int] = field(must.INDICES, default=[3, 5, 7, 11])


class Data2VecVision(Beit):
    """Data2Vec's models of pictures and their heads."""

    config_class: ClassVar = Data2VecVisionConfig
    base_prefix = "data2vec_vision"
    base_pools = False
    kinds: ClassVar = (heads.IMAGE_CLASSIFICATION,)
