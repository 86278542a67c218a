"""Which of the base model's states heads read."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, cast

import torch

from trivet.errors import InvalidInputError
from trivet.families.blocks import Reads
from trivet.families.call_checks import end_tokens, require_ends, require_padding

Tensor = torch.Tensor


def states_read(reads: Reads, encoded: Any, inputs: Mapping[str, Any], config: Any, skipped: int = 0) -> Tensor:
    """The states of one token [batch, hidden] or of each [batch, length, hidden].

    Args:
        encoded: the base model's output.
        inputs: arguments of the head's call, by name.
        skipped: number of tokens before the patches of pictures.

    Raises:
        InvalidInputError: the inputs do not determine the token.
    """
    states = encoded.last_hidden_state
    match reads:
        case Reads.EACH | Reads.PICTURE | Reads.PATCHES:
            states = states[:, skipped:] if reads is Reads.PATCHES else states
            kept = inputs.get("logits_to_keep")
            return cast(Tensor, states if kept is None else states[:, -kept:])
        case Reads.FIRST | Reads.SECOND | Reads.START | Reads.FINAL | Reads.MEAN | Reads.FIRST_AND_MEAN:
            return first_or_mean(reads, states, inputs.get("attention_mask"), skipped)
        case Reads.POOLED:
            return cast(Tensor, encoded.pooler_output)
        case Reads.LAST:
            last = last_tokens(inputs["input_ids"], states.shape[0], config.pad_token_id)
            return cast(Tensor, states[torch.arange(states.shape[0], device=states.device), last])
        case Reads.END:
            if inputs["input_ids"] is None:
                raise InvalidInputError(
                    "give input_ids: sequences are classified where they have the end-of-sequence token"
                )
            return states_at_end(states, inputs["input_ids"], end_tokens(config.eos_token_id))
        case Reads.CHOSEN:
            return chosen_states(states, inputs.get("mc_token_ids"))


def first_or_mean(reads: Reads, states: Tensor, mask: Tensor | None, skipped: int = 0) -> Tensor:
    """The states [batch, hidden] of each row's first token or second, or the mean of all.

    Args:
        mask: the tokens that are not hidden, [batch, length], of which the first is read, or all; None, or with further
            axes: it hides none.
    """
    if reads is Reads.FINAL:
        return states[:, -1]
    if reads is Reads.FIRST_AND_MEAN:
        return torch.cat((states[:, 0], states[:, skipped:].mean(1)), -1)
    shown = None if reads in (Reads.FIRST, Reads.SECOND) or mask is None or mask.dim() != 2 else mask != 0
    if reads is Reads.MEAN:
        weights = torch.ones_like(states[..., :1]) if shown is None else shown[:, :, None].to(states.dtype)
        return (states * weights).sum(1) / weights.sum(1).clamp(min=1)
    if shown is None:
        return states[:, int(reads is Reads.SECOND)]
    return states[torch.arange(states.shape[0], device=states.device), shown.int().argmax(-1)]


def last_tokens(input_ids: Tensor | None, batch: int, pad_token_id: int | None) -> Tensor | int:
    """Index [batch] of each row's last token that is not padding; without ids that of the last token.

    Raises:
        InvalidInputError: there are several rows, and the padding token is unknown.
    """
    require_padding(batch, pad_token_id)
    if pad_token_id is None or input_ids is None:
        return -1
    places = torch.arange(input_ids.shape[1], device=input_ids.device)
    return (places * (input_ids != pad_token_id)).argmax(-1)


def states_at_end(states: Tensor, input_ids: Tensor, ends: Sequence[int]) -> Tensor:
    """The states [batch, hidden] at each row's last end-of-sequence token.

    A compiled program does not check whether there is one: the state of a row without is NaN.

    Args:
        states: [batch, length, hidden].
        ends: the end-of-sequence tokens.

    Raises:
        InvalidInputError: rows have none, or different numbers.
    """
    is_end = torch.isin(input_ids, torch.tensor(ends, device=input_ids.device))
    if not torch.compiler.is_compiling():
        require_ends(is_end.sum(1).tolist(), ends)
    last = (torch.arange(input_ids.shape[1], device=input_ids.device) * is_end).argmax(1)
    picked = states[torch.arange(states.shape[0], device=states.device), last]
    return picked.masked_fill(~is_end.any(1)[:, None], math.nan)


def chosen_states(states: Tensor, places: Tensor | None) -> Tensor:
    """The states [batch, hidden] at an index for each row [batch]; without indices at the last token."""
    if places is None:
        return states[:, -1]
    return states[torch.arange(states.shape[0], device=states.device), places.reshape(-1)]
