"""mT5: T5 of many languages, whose feed-forward has a gate and whose head has words of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from trivet.families.fields import field
from trivet.families.text.t5 import T5, T5Config


class MT5Config(T5Config):
    """Configuration of an mT5 model (Xue et al., 2020, https://arxiv.org/abs/2010.11934)."""

    model_type = "mt5"
    unscaled_by_transformers_5: ClassVar[bool] = True
    vocab_size: int = 250112
    d_ff: int = 1024
    num_layers: int = 8
    num_heads: int = 6
    feed_forward_proj: str = "gated-gelu"
    tokenizer_class: str | None = field(default="T5Tokenizer", kw_only=True, after="use_cache")
    tie_word_embeddings: bool = field(default=False, kw_only=True, after="tokenizer_class")
    pad_token_id: int | None = field(default=0, kw_only=True, after="tie_word_embeddings")
    eos_token_id: int | list[int] | None = field(default=1, kw_only=True, after="pad_token_id")
    decoder_start_token_id: int | None = field(default=0, kw_only=True, after="eos_token_id")

    @classmethod
    def _merged(cls, fields: Mapping[str, Any], overrides: Mapping[str, Any]) -> dict[str, Any]:
        """Files of transformers 5 say that words are tied; its mT5 does not scale the outputs of the decoder."""
        merged = super()._merged(fields, overrides)
        major = str(fields.get("transformers_version")).partition(".")[0]
        if cls.unscaled_by_transformers_5 and major.isdecimal() and int(major) >= 5:
            merged.setdefault("scale_decoder_outputs", False)
        return merged


class MT5(T5):
    """mT5 and its heads."""

    config_class, title = MT5Config, "mT5"
    tasks: ClassVar = {}
