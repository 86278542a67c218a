"""The loss of routers that code written for `transformers` imports from the modules of mixtures of experts."""

from __future__ import annotations

import torch

from trivet_torch.heads.balancing import balancing_loss

__all__ = ["load_balancing_loss_func"]


def load_balancing_loss_func(
    gate_logits: tuple[torch.Tensor, ...] | None,
    num_experts: int | None = None,
    top_k: int = 2,
    attention_mask: torch.Tensor | None = None,
) -> torch.Tensor | int:
    """How unevenly tokens have experts (https://arxiv.org/abs/2101.03961, equations 4 to 6); 0 without logits.

    Args:
        gate_logits: [tokens, experts] of each layer.
        num_experts: not needed: the logits say it.
        top_k: number of experts that a token has.
        attention_mask: [batch, length]; padding is not counted.
    """
    if not isinstance(gate_logits, tuple):
        return 0
    return balancing_loss([each.to(gate_logits[0].device) for each in gate_logits], top_k, attention_mask)
