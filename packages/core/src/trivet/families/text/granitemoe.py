"""Granite-MoE: Granite with experts, which its files stack."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from trivet.families.blocks import Experts, Router, Scoring
from trivet.families.decoders import Names
from trivet.families.experts import MOE_CAUSAL_LM, Elsewhere, ExpertsConfig, ExpertsFamily
from trivet.families.fields import field
from trivet.families.requirements import SIZE
from trivet.families.text.granite import Granite, GraniteConfig


class GraniteMoeConfig(ExpertsConfig, GraniteConfig):
    """Configuration of a Granite-MoE model (Granite Team, 2024)."""

    model_type = "granitemoe"
    attribute_map: ClassVar = {"num_experts": "num_local_experts"}
    num_local_experts: int = field(SIZE, default=8, kw_only=True, small=4)


class GraniteMoe(ExpertsFamily, Granite):
    """Granite-MoE and its heads."""

    config_class, title, kinds = GraniteMoeConfig, "Granite-MoE", (MOE_CAUSAL_LM,)
    names = Names(forward="block_sparse_moe")
    parts, router, others = (), "router.layer", (Elsewhere("block_sparse_moe", "router"),)

    def experts(self, config: Any) -> Experts:
        """With the names of the family."""
        return replace(super().experts(config), names=("input_linear.weight", "output_linear.weight"))

    def routing(self, config: Any) -> Router:
        """The highest experts, and softmax over these."""
        return replace(super().routing(config), scoring=Scoring.SOFTMAX_OF_CHOSEN)
