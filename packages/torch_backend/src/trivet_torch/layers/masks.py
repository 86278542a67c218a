"""Masks, in the forms that are added to attention scores or multiplied with attention weights."""

from __future__ import annotations

import torch

from trivet.families.call_checks import require_head_mask, require_mask_axes


def attention_bias(mask: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """The bias of attention scores for a mask.

    The bias of a masked key is the dtype's lowest number, not minus infinity, so that a fully masked row has weights
    and not NaN.

    Args:
        mask: 1 for keys to attend to, 0 for others; [batch, length], [batch, query, key] or
            [batch, heads or 1, query, key].

    Returns:
        [batch, heads or 1, query or 1, key].

    Raises:
        InvalidInputError: the mask has another number of axes.
    """
    require_mask_axes(mask.shape)
    if mask.dim() == 2:
        mask = mask[:, None, None, :]
    elif mask.dim() == 3:
        mask = mask[:, None, :, :]
    return (1.0 - mask.to(dtype)) * torch.finfo(dtype).min


def token_masks(mask: torch.Tensor, length: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Which tokens some query sees, booleans [batch, length]; and which see some key, [batch, heads or 1, length, 1].

    Args:
        mask: as for `attention_bias`; with two axes, masked tokens see nothing either.
        length: number of tokens.

    Raises:
        InvalidInputError: the mask has another number of axes.
    """
    require_mask_axes(mask.shape)
    if mask.dim() == 2:
        tokens = mask[:, -length:].bool()
        return tokens, tokens[:, None, :, None]
    seen = (mask if mask.dim() == 4 else mask[:, None]).bool()
    return seen.any(1).any(-2)[:, -length:], seen.any(-1, keepdim=True)


def bounded(states: torch.Tensor) -> torch.Tensor:
    """The states, in float16 clamped to finite values, because sums may overflow."""
    if states.dtype is not torch.float16:
        return states
    most = torch.finfo(states.dtype).max
    return states.clamp(-most, most)


def causal_bias(
    attention_mask: torch.Tensor | None,
    dtype: torch.dtype,
    positions: torch.Tensor,
    key_positions: torch.Tensor | None = None,
    *,
    window: int | None = None,
    causal: bool = True,
) -> torch.Tensor:
    """The bias of a decoder's attention scores: no token sees later ones. Or of an encoder's with a window.

    Args:
        attention_mask: 1 for keys to attend to; [batch, positions], combined with causality (keys beyond its end are
            hidden), or [batch, query, key] or [batch, heads or 1, query, key], used alone.
        dtype: dtype of the scores.
        positions: [query], positions of the queries.
        key_positions: [key], positions of the keys, negative for empty slots; None if they are those of the queries.
        window: how many positions a query sees at most, including its own.
        causal: whether it sees none after its own; else the window is as wide on the other side.

    Returns:
        [batch or 1, heads or 1, query, key].

    Raises:
        InvalidInputError: the mask has another number of axes.
    """
    if attention_mask is not None and attention_mask.dim() != 2:
        return attention_bias(attention_mask, dtype)
    places = positions if key_positions is None else key_positions
    behind = positions[:, None] - places
    seen = (behind >= 0) & (places >= 0) if causal else (places >= 0).expand_as(behind)
    if window is not None:
        seen = seen & (behind.abs() < window)
    seen = seen[None, None]
    if attention_mask is not None:
        last = attention_mask.shape[1] - 1
        kept = attention_mask[:, places.clamp(0, last)].bool() & (places <= last)
        seen = seen & kept[:, None, None]
    return attention_bias(seen, dtype)


def head_masks(head_mask: torch.Tensor | None, layers: int) -> tuple[torch.Tensor | None, ...]:
    """One mask [1 or batch, heads, 1, 1] (or None) for each layer.

    Args:
        head_mask: 1 keeps a head, 0 disables it; [heads] for all layers, or [layers, heads].

    Raises:
        InvalidInputError: the mask has another shape.
    """
    if head_mask is None:
        return (None,) * layers
    require_head_mask(head_mask.shape, layers)
    if head_mask.dim() == 1:
        head_mask = head_mask.expand(layers, -1)
    return tuple(head_mask[:, None, :, None, None])


def positions_by_mask(mask: torch.Tensor | None, positions: torch.Tensor, hidden: int = -1) -> torch.Tensor | None:
    """Places of tokens among those that a mask shows, from 0; of those that it hides, `hidden`.

    Args:
        mask: 1 for tokens to count, 0 for others; [batch, tokens so far], or more.
        positions: [length], positions of the tokens.

    Returns:
        [batch, length]; None if there is no such mask: then all are counted.
    """
    if mask is None or mask.dim() != 2:
        return None
    shown = mask.long()
    return (shown.cumsum(1) - 1).masked_fill(shown == 0, hidden)[:, positions.clamp(max=mask.shape[1] - 1)]
