"""OLMo 2: norms after sublayers, and norms of queries and keys over all heads."""

from __future__ import annotations

from trivet.families.causal import GroupedConfig
from trivet.families.decoders import RMS, DecoderFamily, Names
from trivet.families.fields import field
from trivet.families.heads import CAUSAL_LM, LAST_TOKEN_CLASSIFICATION
from trivet.families.requirements import FLAG, NOT_NEGATIVE


class Olmo2Config(GroupedConfig):
    """Configuration of an OLMo 2 model (OLMo Team, 2024, https://arxiv.org/abs/2501.00656)."""

    model_type = "olmo2"
    vocab_size: int = 50304
    attention_bias: bool = field(FLAG, default=False, kw_only=True, small=True)
    rms_norm_eps: float = field(NOT_NEGATIVE, default=1e-5, kw_only=True)
    pad_token_id: int | None = field(default=1, kw_only=True)
    bos_token_id: int | list[int] | None = field(default=None, kw_only=True)
    eos_token_id: int | list[int] | None = field(default=50279, kw_only=True)


class Olmo2(DecoderFamily):
    """OLMo 2 and its heads."""

    config_class, title = Olmo2Config, "OLMo 2"
    kinds = (CAUSAL_LM, LAST_TOKEN_CLASSIFICATION)
    head_norms, norms_whole = RMS, True
    names = Names(
        attention_norms=("", "post_attention_layernorm"),
        forward_norms=("", "post_feedforward_layernorm"),
    )
