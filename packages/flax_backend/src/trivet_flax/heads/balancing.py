"""The loss of mixtures of experts that is low if their tokens are spread evenly."""

from __future__ import annotations

from collections.abc import Sequence

import jax
import jax.numpy as jnp

Array = jax.Array


def balancing_loss(router_logits: Sequence[Array], chosen: int, mask: Array | None) -> Array:
    """See `trivet.families.routing.Balancing`.

    Args:
        router_logits: [tokens, experts] of each layer.
        chosen: number of experts that a token has.
        mask: 1 for tokens that count, as many as tokens; None counts all.
    """
    logits = jnp.concatenate([each.astype(jnp.float32) for each in router_logits])
    experts = logits.shape[-1]
    probabilities = jax.nn.softmax(logits, axis=-1)
    choices = jax.nn.one_hot(jax.lax.top_k(probabilities, chosen)[1], experts).sum(axis=1)
    if mask is None:
        shares, means = choices.mean(axis=0), probabilities.mean(axis=0)
    else:
        counted = jnp.tile(mask.reshape(-1, 1).astype(logits.dtype), (len(router_logits), 1))
        shares, means = ((each * counted).sum(axis=0) / counted.sum() for each in (choices, probabilities))
    return experts * (shares * means).sum()
