"""What callers give a search of their own, as `trivet.text.generation` has it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from trivet.text.generation.callers import Allowed
from trivet.text.generation.text import NEVER, Processor, Text

Tensor = torch.Tensor
LogitsProcessor = Callable[[Tensor, Tensor], Tensor]
"""Takes ids [rows, length] and scores [rows, vocab]; gives scores."""


def adapted(processor: LogitsProcessor) -> Processor:
    """A caller's processor as one of ours."""

    def adapted(text: Text, scores: Tensor) -> Tensor:
        return processor(text.ids[:, : text.length], scores)

    return adapted


def only(allowed: Allowed) -> Processor:
    """A processor that forbids all tokens but those that are allowed."""

    def only(text: Text, scores: Tensor) -> Tensor:
        mask = torch.from_numpy(allowed(text.ids[:, : text.length], scores.shape[-1]))
        return scores.masked_fill(~mask.to(scores.device), NEVER)

    return only


def read(answer: Any, ids: Tensor) -> bool | Tensor:
    """What a stopping criterion says of ids, as a truth value or a tensor of them."""
    return answer if isinstance(answer, bool) else torch.as_tensor(answer, device=ids.device)
