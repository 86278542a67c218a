"""Decoder inputs for labels."""

from __future__ import annotations

from typing import Any

import torch

from trivet.families.blocks import Shift
from trivet.families.call_checks import shift_token, shift_tokens
from trivet_torch.heads.losses import IGNORED

Tensor = torch.Tensor


def shifted(labels: Tensor, shift: Shift, config: Any) -> Tensor:
    """The decoder's inputs for `labels` [batch, length]. The ignored label -100 becomes padding.

    Raises:
        InvalidInputError: the config has no `decoder_start_token_id`, if that is needed, or no `pad_token_id`.
    """
    if shift is Shift.LAST:
        padding = shift_token(config.pad_token_id, "pad_token_id")
        tokens = labels.masked_fill(labels == IGNORED, padding)
        last = ((tokens != padding).sum(1, keepdim=True) - 1).clamp(min=0)  # a row of only padding starts with it
        return torch.cat((tokens.gather(1, last), tokens[:, :-1]), 1)
    start, padding = shift_tokens(getattr(config, "decoder_start_token_id", None), config.pad_token_id)
    tokens = torch.cat((torch.full_like(labels[:, :1], start), labels[:, :-1]), 1)
    return tokens.masked_fill(tokens == IGNORED, padding)
