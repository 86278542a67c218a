"""Functions that code written for `transformers` imports from the modules of its Flax models."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from trivet_flax.layers.activations import ACTIVATIONS, quick_gelu

__all__ = ["ACT2FN", "quick_gelu", "shift_tokens_right"]

ACT2FN = ACTIVATIONS
"""Activation function by the name that configs have for it."""


def shift_tokens_right(input_ids: Any, pad_token_id: int, decoder_start_token_id: int | None = None) -> Any:
    """Labels [batch, length] one place later, as decoders read them; the ignored label -100 becomes padding.

    Args:
        decoder_start_token_id: what every row starts with; None starts a row with its last token that is not padding,
            as mBART has it.

    Raises:
        ValueError: there is no `pad_token_id`.
    """
    if pad_token_id is None:
        raise ValueError("pad_token_id is None: labels cannot be shifted without a padding token")
    tokens = jnp.asarray(input_ids)
    tokens = jnp.where(tokens == -100, pad_token_id, tokens)
    if decoder_start_token_id is not None:
        start = jnp.full_like(tokens[:, :1], decoder_start_token_id)
    else:
        last = jnp.maximum((tokens != pad_token_id).sum(1, keepdims=True) - 1, 0)
        start = jnp.take_along_axis(tokens, last, axis=1)
    return jnp.concatenate([start, tokens[:, :-1]], axis=1)
