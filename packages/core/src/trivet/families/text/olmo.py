"""OLMo: norms without weights, and bounded projections."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from trivet.families.blocks import Norm
from trivet.families.causal import GroupedConfig
from trivet.families.decoders import LAYER, DecoderFamily
from trivet.families.fields import field
from trivet.families.heads import CAUSAL_LM, LAST_TOKEN_CLASSIFICATION
from trivet.families.requirements import FLAG, POSITIVE


class OlmoConfig(GroupedConfig):
    """Configuration of an OLMo model (Groeneveld et al., 2024, https://arxiv.org/abs/2402.00838).

    Attributes:
        clip_qkv: bound of queries, keys and values; None for none.
    """

    model_type = "olmo"
    vocab_size: int = 50304
    attention_bias: bool = field(FLAG, default=False, kw_only=True, small=True)
    clip_qkv: float | None = field(POSITIVE.or_null(), default=None, kw_only=True, small=0.5)
    pad_token_id: int | None = field(default=1, kw_only=True)
    bos_token_id: int | list[int] | None = field(default=None, kw_only=True)
    eos_token_id: int | list[int] | None = field(default=50279, kw_only=True)


class Olmo(DecoderFamily):
    """OLMo and its heads."""

    config_class, title = OlmoConfig, "OLMo"
    kinds = (CAUSAL_LM, LAST_TOKEN_CLASSIFICATION)

    def norm(self, config: Any, at: str, size: int | None = None, like: Norm | None = None) -> Norm:
        """A layer norm without weight and bias."""
        return replace(LAYER, at=at, size=size or config.hidden_size, eps=1e-5, weighted=False, bias=False)
