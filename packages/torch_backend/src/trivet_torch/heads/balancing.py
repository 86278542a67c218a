"""The loss of mixtures of experts that is low if their tokens are spread evenly."""

from __future__ import annotations

from collections.abc import Sequence

import torch

Tensor = torch.Tensor


def balancing_loss(router_logits: Sequence[Tensor], chosen: int, mask: Tensor | None) -> Tensor:
    """See `trivet.families.routing.Balancing`.

    Args:
        router_logits: [tokens, experts] of each layer.
        chosen: number of experts that a token has.
        mask: 1 for tokens that count, as many as tokens; None counts all.
    """
    logits = torch.cat([each.float() for each in router_logits])
    experts = logits.shape[-1]
    probabilities = logits.softmax(-1)
    choices = torch.zeros_like(logits).scatter(-1, probabilities.topk(chosen, -1).indices, 1)
    if mask is None:
        shares, means = choices.mean(0), probabilities.mean(0)
    else:
        counted = mask.reshape(-1, 1).to(logits).repeat(len(router_logits), 1)
        shares, means = ((each * counted).sum(0) / counted.sum() for each in (choices, probabilities))
    return experts * (shares * means).sum()
