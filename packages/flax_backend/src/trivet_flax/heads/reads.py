"""Which of a base model's states a head reads."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp

from trivet.errors import InvalidInputError
from trivet.families.blocks import Reads
from trivet.families.call_checks import end_tokens, require_ends, require_padding

Array = jax.Array


def states_read(
    reads: Reads,
    outputs: Any,
    input_ids: Array | None,
    padding: int | None,
    ends: Any,
    places: Array | None = None,
    mask: Array | None = None,
    skipped: int = 0,
) -> Array:
    """States [batch, length, size], or [batch, size] of one token in each row.

    Args:
        input_ids: [batch, length], the encoder's if there are two sides; None if inputs were vectors.
        padding: the padding token, or None.
        ends: the end-of-sequence token, or several.
        places: index of the token to read in each row, in any shape; None means the last.
        skipped: number of tokens before the patches of pictures.
        mask: 1 for tokens that are not hidden, [batch, length]; with further axes or None, no token is.

    Raises:
        InvalidInputError: the inputs do not determine the token.
    """
    hidden: Array = outputs.last_hidden_state
    match reads:
        case Reads.EACH | Reads.PICTURE | Reads.PATCHES:
            return hidden[:, skipped:] if reads is Reads.PATCHES else hidden
        case Reads.FIRST | Reads.SECOND | Reads.START | Reads.FINAL | Reads.MEAN | Reads.FIRST_AND_MEAN:
            return first_or_mean(reads, hidden, mask, skipped)
        case Reads.POOLED:
            pooled: Array = outputs.pooler_output
            return pooled
        case Reads.LAST:
            return _last(hidden, input_ids, padding)
        case Reads.END:
            return _end(hidden, input_ids, ends)
        case Reads.CHOSEN:
            return hidden[:, -1] if places is None else hidden[jnp.arange(hidden.shape[0]), places.reshape(-1)]


def first_or_mean(reads: Reads, states: Array, mask: Array | None, skipped: int = 0) -> Array:
    """The state of each row's first token that is not hidden (`FIRST`, `SECOND`: of that), or the mean of them."""
    if reads is Reads.FINAL:
        return states[:, -1]
    if reads is Reads.FIRST_AND_MEAN:
        return jnp.concatenate([states[:, 0], states[:, skipped:].mean(axis=1)], axis=-1)
    shown = None if reads in (Reads.FIRST, Reads.SECOND) or mask is None or mask.ndim != 2 else mask != 0
    if reads is Reads.MEAN:
        weights = jnp.ones_like(states[..., :1]) if shown is None else shown[:, :, None].astype(states.dtype)
        return (states * weights).sum(axis=1) / jnp.maximum(weights.sum(axis=1), 1)
    return (
        states[:, int(reads is Reads.SECOND)]
        if shown is None
        else states[jnp.arange(states.shape[0]), shown.argmax(axis=1)]
    )


def _last(hidden: Array, input_ids: Array | None, padding: int | None) -> Array:
    """The state of each row's last token that is not padding; without ids that of the last position."""
    batch, length = hidden.shape[:2]
    require_padding(batch, padding)
    if padding is None or input_ids is None:
        return hidden[:, -1]
    index = jnp.where(input_ids != padding, jnp.arange(length), 0).max(axis=-1)
    return jnp.take_along_axis(hidden, index[:, None, None], axis=1)[:, 0]


def _end(hidden: Array, input_ids: Array | None, ends: Any) -> Array:
    """The state at each row's last end-of-sequence token; NaN in a row without one, if ids are traced."""
    if input_ids is None:
        reason = "give input_ids: sequences are classified where they have the end-of-sequence token"
        raise InvalidInputError(reason)
    tokens = end_tokens(ends)
    is_end = jnp.isin(input_ids, jnp.asarray(tokens))
    has_end = is_end.any(axis=1)
    if not isinstance(has_end, jax.core.Tracer):
        require_ends(is_end.sum(axis=1).tolist(), tokens)
    index = jnp.where(is_end, jnp.arange(is_end.shape[1]), -1).max(axis=1)
    state = jnp.take_along_axis(hidden, index[:, None, None], axis=1)[:, 0]
    return jnp.where(has_end[:, None], state, jnp.nan)
