"""OLMoE: many small experts in each layer, and norms of queries and keys as wholes."""

from __future__ import annotations

from typing import ClassVar

from trivet.families.decoders import RMS
from trivet.families.experts import MOE_CAUSAL_LM, ExpertsConfig, ExpertsFamily
from trivet.families.fields import field
from trivet.families.requirements import FLAG, POSITIVE, SIZE


class OlmoeConfig(ExpertsConfig):
    """Configuration of an OLMoE model (Muennighoff et al., 2024, https://arxiv.org/abs/2409.02060).

    Attributes:
        clip_qkv: bound of queries, keys and values; None for none.
        norm_topk_prob: whether the weights of a token's experts sum to one.
    """

    model_type = "olmoe"
    attribute_map: ClassVar = {"num_local_experts": "num_experts"}
    vocab_size: int = 50304
    hidden_size: int = 2048
    intermediate_size: int = 2048
    num_hidden_layers: int = 16
    num_attention_heads: int = 16
    max_position_embeddings: int = 4096
    rms_norm_eps: float = 1e-5
    attention_bias: bool = field(FLAG, default=False, kw_only=True, small=True)
    clip_qkv: float | None = field(POSITIVE.or_null(), default=None, kw_only=True)
    num_experts: int = field(SIZE, default=64, kw_only=True, small=4)
    num_experts_per_tok: int = field(default=8, kw_only=True)
    router_aux_loss_coef: float = field(default=0.01, kw_only=True)
    norm_topk_prob: bool = field(FLAG, default=False, kw_only=True)
    pad_token_id: int | None = field(default=1, kw_only=True)
    eos_token_id: int | list[int] | None = field(default=50279, kw_only=True)


class Olmoe(ExpertsFamily):
    """OLMoE and its heads."""

    config_class, title, kinds = OlmoeConfig, "OLMoE", (MOE_CAUSAL_LM,)
    head_norms, norms_whole = RMS, True
    biases = ("attention_bias", "attention_bias", False)
