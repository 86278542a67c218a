"""Decoder inputs for labels."""

from __future__ import annotations

from typing import Any

import torch

from trivet.families.blocks import Shift
from trivet.families.call_checks import shift_token, shift_tokens
from trivet_torch.heads.losses import IGNORED

Tensor = torch.Tensor


def shift_tokens_right(input_ids: Tensor, pad_token_id: int, decoder_start_token_id: int | None = None) -> Tensor:
    """Ids [batch, length] moved to the right by one place, for scripts that make their decoder's inputs of labels.

    The ignored label -100 becomes padding.

    Args:
        decoder_start_token_id: the first token; None takes each row's last one that is not padding, as mBART does.

    Raises:
        ValueError: there is no padding token.
    """
    if pad_token_id is None:
        raise ValueError("pad_token_id must be a token: set that of the model's config")
    if decoder_start_token_id is None:
        return _behind_last(input_ids, pad_token_id)
    return _behind(input_ids, decoder_start_token_id, pad_token_id)


def shifted(labels: Tensor, shift: Shift, config: Any) -> Tensor:
    """The decoder's inputs for `labels` [batch, length]. The ignored label -100 becomes padding.

    Raises:
        InvalidInputError: the config has no `decoder_start_token_id`, if that is needed, or no `pad_token_id`.
    """
    if shift is Shift.LAST:
        return _behind_last(labels, shift_token(config.pad_token_id, "pad_token_id"))
    return _behind(labels, *shift_tokens(getattr(config, "decoder_start_token_id", None), config.pad_token_id))


def _behind_last(labels: Tensor, padding: int) -> Tensor:
    tokens = labels.masked_fill(labels == IGNORED, padding)
    last = ((tokens != padding).sum(1, keepdim=True) - 1).clamp(min=0)  # a row of only padding starts with it
    return torch.cat((tokens.gather(1, last), tokens[:, :-1]), 1)


def _behind(labels: Tensor, start: int, padding: int) -> Tensor:
    tokens = torch.cat((torch.full_like(labels[:, :1], start), labels[:, :-1]), 1)
    return tokens.masked_fill(tokens == IGNORED, padding)
