"""Mixtral: Mistral with eight experts in each layer, of which each token has two."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from trivet.families.blocks import Router
from trivet.families.decoders import ANSWERS, Names
from trivet.families.experts import Elsewhere, ExpertsConfig, ExpertsFamily
from trivet.families.fields import field
from trivet.families.requirements import NOT_NEGATIVE, SIZE
from trivet.families.rope import FULL, SLIDING


class MixtralConfig(ExpertsConfig):
    """Configuration of a Mixtral model (Jiang et al., 2024, https://arxiv.org/abs/2401.04088).

    Attributes:
        sliding_window: how many tokens each token sees, in every layer; None for all earlier ones.
        router_jitter_noise: in training, inputs of experts are multiplied with random numbers that far from one.
    """

    model_type = "mixtral"
    attribute_map: ClassVar = {"num_experts": "num_local_experts"}
    later_places: ClassVar = (
        "pad_token_id",
        "bos_token_id",
        "eos_token_id",
        "tie_word_embeddings",
        "rope_theta",
        "sliding_window",
        "attention_dropout",
        "num_experts_per_tok",
        "num_local_experts",
        "output_router_logits",
        "router_aux_loss_coef",
    )
    intermediate_size: int = 14336
    num_key_value_heads: int = 8
    max_position_embeddings: int = 131072
    rms_norm_eps: float = 1e-5
    rope_theta: float = field(default=1e6, kw_only=True)
    sliding_window: int | None = field(default=None, kw_only=True, small=5)
    num_local_experts: int = field(SIZE, default=8, kw_only=True, small=4)
    router_jitter_noise: float = field(NOT_NEGATIVE, default=0.0, kw_only=True)
    bos_token_id: int | list[int] | None = field(default=1, kw_only=True)
    eos_token_id: int | list[int] | None = field(default=2, kw_only=True)

    def _usual_kinds(self) -> tuple[str, ...]:
        return (FULL if self.sliding_window is None else SLIDING,) * self.num_hidden_layers


class Mixtral(ExpertsFamily):
    """Mixtral and its heads."""

    config_class = MixtralConfig
    kinds = (*ExpertsFamily.kinds, ANSWERS)
    names = Names(forward="block_sparse_moe")
    parts, others = ("w1", "w3", "w2"), (Elsewhere("mlp", "gate"),)

    def routing(self, config: Any) -> Router:
        """The weights of the chosen sum to one."""
        return replace(super().routing(config), normed=True)
