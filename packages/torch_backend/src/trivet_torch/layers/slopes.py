"""A bias of attention scores that grows with the keys' positions, in each head by another slope."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from trivet.families import blocks
from trivet_torch.cache import Cache
from trivet_torch.layers.masks import causal_bias, positions_by_mask
from trivet_torch.layers.step import Mask

Tensor = torch.Tensor


class SlopedBias:
    """The bias of a block: see `blocks.Slopes`. Not a module: it has no parameters."""

    def __init__(self, block: blocks.Slopes) -> None:
        self._block, self._slopes = block, block.slopes

    def added(
        self,
        masks: Sequence[Mask],
        attention_mask: Tensor | None,
        dtype: torch.dtype,
        positions: Tensor,
        cache: Cache | None,
    ) -> tuple[Mask, ...]:
        """The masks of passes with the bias added.

        Args:
            attention_mask: as for `masks_of`.
            dtype: dtype of the scores.
            positions: [length], positions of the tokens.
        """
        known: dict[int, Mask] = {}
        for number, mask in enumerate(masks):
            if id(mask) not in known:
                places = positions if cache is None else cache.key_positions(number, positions)
                own = causal_bias(None, dtype, positions, places) if mask.causal else mask.bias
                bias = self._bias(attention_mask, dtype, places)
                known[id(mask)] = Mask(bias if own is None else own + bias, False)
        return tuple(known[id(mask)] for mask in masks)

    def _bias(self, attention_mask: Tensor | None, dtype: torch.dtype, places: Tensor) -> Tensor:
        """[batch or 1, heads, 1, keys] for keys at some positions."""
        block, counted = self._block, None
        if block.by_mask:
            counted = positions_by_mask(attention_mask, places.clamp(min=0))
        counted = (places[None] if counted is None else counted).clamp(min=0)
        exact = torch.bfloat16 if block.rounded else torch.float32
        slopes = torch.tensor(self._slopes, dtype=torch.float32, device=places.device).to(exact)
        bias = slopes[:, None, None] * counted[:, None, None].to(exact)
        return (bias.to(dtype) * block.scale) if block.scale != 1 else bias.to(dtype)
