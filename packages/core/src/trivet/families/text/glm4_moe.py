"""GLM-4.5: GLM-4's attention, and experts that are chosen by corrected scores in groups, as DeepSeek-V3 does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from trivet.families import requirements as must
from trivet.families.blocks import Experts, Norm, Router, Scoring
from trivet.families.decoders import RMS
from trivet.families.experts import ExpertsConfig, ExpertsFamily
from trivet.families.fields import field
from trivet.families.heads import CAUSAL_LM
from trivet.families.routing import Balancing


class Glm4MoeConfig(ExpertsConfig):
    """Configuration of a GLM-4.5 model (GLM-4.5 Team, 2025, https://arxiv.org/abs/2508.06471).

    Attributes:
        n_routed_experts, n_shared_experts: number of experts, and of those that all tokens have.
        n_group, topk_group: number of groups of experts, and of how many of them each token can have experts.
        routed_scaling_factor: factor of the weights of experts.
        norm_topk_prob: whether the weights sum to one before that.
        first_k_dense_replace: number of first layers without experts.
        use_qk_norm: whether queries and keys are normalised in each head.
        num_nextn_predict_layers: layers after the last in files, which predict further tokens; models have none.
    """

    model_type = "glm4_moe"
    attribute_map: ClassVar = {
        "num_local_experts": "n_routed_experts",
        "num_experts": "n_routed_experts",
        "num_mtp_layers": "num_nextn_predict_layers",
    }
    vocab_size: int = 151552
    intermediate_size: int = 10944
    num_hidden_layers: int = 46
    num_attention_heads: int = 96
    num_key_value_heads: int = 8
    head_dim: int = field(default=128, kw_only=True, small=8)
    max_position_embeddings: int = 131072
    rms_norm_eps: float = 1e-5
    partial_rotary_factor: float = field(must.POSITIVE, default=0.5, kw_only=True)
    attention_bias: bool = field(must.FLAG, default=False, kw_only=True, small=True)
    moe_intermediate_size: int = field(must.WIDTH, default=1408, kw_only=True, small=6)
    num_experts_per_tok: int = field(default=8, kw_only=True)
    n_shared_experts: int = field(must.SIZE, default=1, kw_only=True)
    n_routed_experts: int = field(must.SIZE, default=128, kw_only=True, small=4)
    routed_scaling_factor: float = field(must.POSITIVE, default=1.0, kw_only=True, small=1.5)
    n_group: int = field(must.SIZE, default=1, kw_only=True, small=2)
    topk_group: int = field(must.SIZE, default=1, kw_only=True)
    first_k_dense_replace: int = field(must.COUNT, default=1, kw_only=True)
    norm_topk_prob: bool = field(must.FLAG, default=True, kw_only=True)
    use_qk_norm: bool = field(must.FLAG, default=False, kw_only=True, small=True)
    num_nextn_predict_layers: int = field(must.COUNT, default=1, kw_only=True)

    @property
    def expert_count(self) -> int:
        """Number of experts."""
        return int(self.n_routed_experts)

    @property
    def layer_mixes(self) -> tuple[bool, ...]:
        """For each layer whether it has experts."""
        return tuple(index >= self.first_k_dense_replace for index in range(self.num_hidden_layers))

    def validate(self) -> None:
        """Refuse configs that the models do not support."""
        super().validate()
        self.require_multiple("n_routed_experts", "n_group")
        must.integer(1, self.n_group).check("topk_group", self.topk_group)


class Glm4Moe(ExpertsFamily):
    """GLM-4.5 and its heads."""

    config_class, title, kinds = Glm4MoeConfig, "GLM-4.5", (CAUSAL_LM,)
    routes = False
    biases = ("attention_bias", False, False)

    def norms_of_heads(self, config: Any) -> tuple[Norm, Norm] | None:
        """Norms of queries and keys, if the config has them."""
        if not config.use_qk_norm:
            return None
        norms = (self.norm(config, name, config.head_size, RMS) for name in self.names.head_norms)
        return next(norms), next(norms)

    def experts(self, config: Any) -> Experts:
        """With a network that all tokens share."""
        inner = config.expert_size * config.n_shared_experts
        shared = replace(self.feed_forward(config), at="shared_experts", inner=inner)
        return replace(super().experts(config), shared=shared)

    def routing(self, config: Any) -> Router:
        """Scores of their own, corrected for the choice."""
        return replace(
            super().routing(config),
            scoring=Scoring.SIGMOID,
            scale=config.routed_scaling_factor,
            correction=f"{self.router}.e_score_correction_bias",
            groups=config.n_group,
            kept_groups=config.topk_group,
            compared=min(2, config.n_routed_experts // config.n_group),
            in_float32=True,
        )

    def balancing(self, config: Any) -> Balancing | None:
        """None: the correction balances its experts."""
        return None
