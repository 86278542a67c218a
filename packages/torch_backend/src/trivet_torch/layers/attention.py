"""Attention: masks, the product itself (fused wherever nothing forbids it), and multi-head attention."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import cast

import torch
from torch import nn
from torch.nn import functional as F

from trivet.families.call_checks import require_head_mask, require_heads_fit, require_mask_axes, require_mask_fits
from trivet.families.pruning import kept_heads, kept_places
from trivet_torch.pruning import keep


def attention_bias(mask: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """What to add to attention scores so that a mask is obeyed.

    The bias of a masked key is the dtype's lowest number, not minus infinity: a row that is masked throughout then
    still has weights, where the other would give NaN.

    Args:
        mask: 1 where a key may be attended to, 0 where not; [batch, length], [batch, query, key] or
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


def causal_bias(
    attention_mask: torch.Tensor | None,
    dtype: torch.dtype,
    positions: torch.Tensor,
    key_positions: torch.Tensor | None = None,
    *,
    window: int | None = None,
) -> torch.Tensor:
    """What to add to the attention scores of a decoder: no token sees those after it.

    Args:
        attention_mask: 1 where a key may be attended to; [batch, positions], to which causality is added (what is
            beyond its end is hidden), or [batch, query, key] or [batch, heads or 1, query, key], which is taken as it
            is.
        dtype: of the scores.
        positions: [query], where the queries stand.
        key_positions: [key], where the keys stand, below 0 where there is none; None: the queries are the keys.
        window: how many positions a query sees at most, its own included.

    Returns:
        [batch or 1, heads or 1, query, key].

    Raises:
        InvalidInputError: the mask has another number of axes.
    """
    if attention_mask is not None and attention_mask.dim() != 2:
        return attention_bias(attention_mask, dtype)
    places = positions if key_positions is None else key_positions
    behind = positions[:, None] - places
    seen = (behind >= 0) & (places >= 0)
    if window is not None:
        seen = seen & (behind < window)
    seen = seen[None, None]
    if attention_mask is not None:
        last = attention_mask.shape[1] - 1
        kept = attention_mask[:, places.clamp(0, last)].bool() & (places <= last)
        seen = seen & kept[:, None, None]
    return attention_bias(seen, dtype)


def head_masks(head_mask: torch.Tensor | None, layers: int) -> tuple[torch.Tensor | None, ...]:
    """One mask [1 or batch, heads, 1, 1] (or None) for each layer.

    Args:
        head_mask: 1 keeps a head, 0 silences it; [heads] for all layers, or [layers, heads].

    Raises:
        InvalidInputError: the mask has another shape.
    """
    if head_mask is None:
        return (None,) * layers
    require_head_mask(head_mask.shape, layers)
    if head_mask.dim() == 1:
        head_mask = head_mask.expand(layers, -1)
    return tuple(head_mask[:, None, :, None, None])


def attend(
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    bias: torch.Tensor | None = None,
    *,
    causal: bool = False,
    scale: float | None = None,
    softcap: float | None = None,
    dropout: float = 0.0,
    head_mask: torch.Tensor | None = None,
    need_weights: bool = False,
    fused: bool = True,
) -> tuple[torch.Tensor, torch.Tensor | None]:
    """Scaled dot-product attention (https://arxiv.org/abs/1706.03762, eq. 1).

    Args:
        query: [batch, heads, length, head_dim].
        key, value: the same; they may have fewer heads, each then serving several of the query's, which are neighbours.
        bias: added to the scores, broadcast to [batch, heads, query, key].
        causal: whether no query sees the keys after it, where as many keys as queries are given and no bias.
        scale: what scores are multiplied with; None is `1 / √head_dim`.
        softcap: scores are bounded smoothly to this number, before the bias is added.
        dropout: probability with which a weight is dropped.
        head_mask: multiplied with the weights, broadcast likewise.
        need_weights: whether to return the weights, which the fused kernel never has as a whole.
        fused: whether that kernel may be used.

    Returns:
        [batch, heads, query, head_dim], and the weights [batch, heads, query, key] if asked for.

    Raises:
        InvalidInputError: `bias` or `head_mask` does not broadcast to the weights.
    """
    require_fits(bias, head_mask, (*query.shape[:3], key.shape[2]))
    grouped = bool(key.shape[1] != query.shape[1])  # a plain truth value also where sizes are symbols
    if fused and head_mask is None and softcap is None and not need_weights:
        context = F.scaled_dot_product_attention(
            query, key, value, attn_mask=bias, dropout_p=dropout, is_causal=causal, scale=scale, enable_gqa=grouped
        )
        return context, None
    if grouped:
        key, value = (each.repeat_interleave(query.shape[1] // key.shape[1], dim=1) for each in (key, value))
    scores = query @ key.transpose(-1, -2) * (1 / math.sqrt(query.shape[-1]) if scale is None else scale)
    # In half precision a score plus the bias would overflow to minus infinity.
    scores = scores.to(torch.promote_types(scores.dtype, torch.float32))
    if softcap is not None:
        scores = softcap * torch.tanh(scores / softcap)
    if causal:
        bias = causal_bias(None, scores.dtype, torch.arange(key.shape[2], device=key.device))
    weights = (scores if bias is None else scores + bias).softmax(-1).to(value.dtype)
    weights = F.dropout(weights, dropout, training=dropout > 0)
    if head_mask is not None:
        weights = weights * head_mask.to(weights.dtype)
    return weights @ value, weights if need_weights else None


def require_fits(bias: torch.Tensor | None, head_mask: torch.Tensor | None, scores: tuple[int, ...]) -> None:
    """Masks broadcast to the attention scores, [batch, heads, query, key].

    Raises:
        InvalidInputError: one does not.
    """
    if torch._C._get_tracing_state() is not None:  # sizes are tensors there, whose comparisons are no truth values
        return
    if bias is not None:
        require_mask_fits(bias.shape, scores)
    if head_mask is not None:
        require_heads_fit(head_mask.shape, scores)


def split_heads(states: torch.Tensor, heads: int) -> torch.Tensor:
    """[batch, length, heads · head_dim] → [batch, heads, length, head_dim]."""
    batch, length, _ = states.shape
    return states.view(batch, length, heads, -1).transpose(1, 2)


def merge_heads(states: torch.Tensor) -> torch.Tensor:
    """[batch, heads, length, head_dim] → [batch, length, heads · head_dim]."""
    return states.transpose(1, 2).flatten(-2)


class Attention(nn.Module):
    """Multi-head attention without its output projection: to itself, or to other states that are handed in.

    Parameters as `names` calls them.

    Attributes:
        fused: whether PyTorch's fused kernel may be used.
        pruned: heads that were taken out, by their first numbers.
    """

    fused: bool = True
    pruned: frozenset[int] = frozenset()

    def __init__(
        self,
        hidden_size: int,
        heads: int,
        *,
        dropout: float,
        names: tuple[str, str, str] = ("query", "key", "value"),
        head_dim: int | None = None,
        bias: bool = True,
        scale: float | None = None,
    ) -> None:
        """
        Args:
            dropout: probability with which a weight is dropped.
            names: of the projections of queries, keys and values.
            head_dim: size of a head; None is `hidden_size / heads`.
            bias: whether the projections have one.
            scale: what scores are multiplied with; None is `1 / √head_dim`.
        """
        super().__init__()
        self.heads, self.dropout, self.scale, self._names = heads, dropout, scale, names
        for name in names:
            setattr(self, name, nn.Linear(hidden_size, heads * (head_dim or hidden_size // heads), bias=bias))

    def _projected(self, part: int, states: torch.Tensor) -> torch.Tensor:
        return split_heads(getattr(self, self._names[part])(states), self.heads)

    def keys_values(self, states: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Keys and values [batch, heads, length, head_dim] of states [batch, length, hidden]."""
        return self._projected(1, states), self._projected(2, states)

    def forward(
        self,
        hidden_states: torch.Tensor,
        bias: torch.Tensor | None = None,
        head_mask: torch.Tensor | None = None,
        need_weights: bool = False,
        *,
        pair: tuple[torch.Tensor, torch.Tensor] | None = None,
        causal: bool = False,
    ) -> tuple[torch.Tensor, torch.Tensor | None]:
        """
        Args:
            hidden_states: [batch, length, hidden], which the queries are made of.
            bias: added to the scores, as `attention_bias` makes it.
            head_mask: multiplied with the weights.
            need_weights: whether to return the weights.
            pair: keys and values to attend to, as `keys_values` makes them; None are those of `hidden_states`.
            causal: as of `attend`.

        Returns:
            [batch, length, heads · head_dim], and the weights [batch, heads, length, keys] if asked for.
        """
        key, value = self.keys_values(hidden_states) if pair is None else pair
        if bias is not None and bias.shape[1] == self.heads + len(self.pruned) > self.heads:
            bias = bias[:, kept_heads(self.pruned, self.heads)]  # each head has its own, and some heads are gone
        context, weights = attend(
            self._projected(0, hidden_states),
            key,
            value,
            bias,
            causal=causal,
            scale=self.scale,
            dropout=self.dropout if self.training else 0.0,
            head_mask=head_mask,
            need_weights=need_weights,
            fused=self.fused,
        )
        return merge_heads(context), weights

    def prune(self, heads: Iterable[int], reader: nn.Module) -> None:
        """Take heads, given by their first numbers, out of the projections and of the layer that reads them."""
        heads = frozenset(heads)
        size = cast(nn.Linear, getattr(self, self._names[0])).out_features // self.heads
        places = kept_places(self.pruned, heads, self.heads, size)
        for name in self._names:
            keep(getattr(self, name), places, 0)
        keep(reader, places, 1)
        self.heads, self.pruned = len(places) // size, self.pruned | heads


class ProjectedAttention(Attention):
    """The same with an output projection, which is the last of the four `names`."""

    def __init__(
        self,
        hidden_size: int,
        heads: int,
        *,
        dropout: float,
        names: tuple[str, str, str, str],
        head_dim: int | None = None,
        bias: bool = True,
        scale: float | None = None,
    ) -> None:
        super().__init__(
            hidden_size, heads, dropout=dropout, names=names[:3], head_dim=head_dim, bias=bias, scale=scale
        )
        self._output = names[3]
        setattr(self, self._output, nn.Linear(heads * (head_dim or hidden_size // heads), hidden_size, bias=bias))

    def forward(
        self,
        hidden_states: torch.Tensor,
        bias: torch.Tensor | None = None,
        head_mask: torch.Tensor | None = None,
        need_weights: bool = False,
        *,
        pair: tuple[torch.Tensor, torch.Tensor] | None = None,
        causal: bool = False,
    ) -> tuple[torch.Tensor, torch.Tensor | None]:
        """[batch, length, hidden] → the same, and the weights; arguments as those of `Attention`."""
        context, weights = super().forward(hidden_states, bias, head_mask, need_weights, pair=pair, causal=causal)
        return getattr(self, self._output)(context), weights

    def prune_heads(self, heads: Iterable[int]) -> None:
        """Take heads out, given by their first numbers."""
        self.prune(heads, getattr(self, self._output))
