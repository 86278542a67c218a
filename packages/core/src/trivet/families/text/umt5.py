"""UMT5: mT5 with relative positions of its own in each layer, and a head whose words are tied."""

from __future__ import annotations

from trivet.families.fields import field
from trivet.families.text.mt5 import MT5, MT5Config


class UMT5Config(MT5Config):
    """Configuration of a UMT5 model (Chung et al., 2023, https://arxiv.org/abs/2304.09151)."""

    model_type, unscaled_by_transformers_5 = "umt5", False
    tie_word_embeddings: bool = field(default=True, kw_only=True, after="tokenizer_class")


class UMT5(MT5):
    """UMT5 and its heads."""

    config_class, title, biases_apart = UMT5Config, "UMT5", True
