"""What processors of scores by their names in `transformers` rest on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from trivet.text.generation.hooks import LogitsProcessor, LogitsWarper
from trivet.text.generation.text import NEVER, Processor, Text, apply
from trivet_torch.generation.arrays import TorchArrays

Tensor = torch.Tensor
ARRAYS = TorchArrays()


class AppliesRules(LogitsProcessor):
    """Base of processors that apply `rules`, which know no framework."""

    rules: Sequence[Processor] = ()
    filter_value: float = NEVER

    def __call__(self, input_ids: Tensor | None, scores: Tensor, *length: int) -> Tensor:
        """The changed scores [rows, vocab].

        Args:
            input_ids: [rows, tokens].
            scores: [rows, vocab].
        """
        changed: Tensor = apply(list(self.rules), text_of(input_ids, scores), scores)
        if self.filter_value == NEVER:
            return changed
        return changed.masked_fill((changed == NEVER) & (scores != NEVER), self.filter_value)


class WarpsByRules(AppliesRules, LogitsWarper):
    """Base of those that only sampling uses."""


def text_of(input_ids: Tensor | None, scores: Tensor) -> Text:
    """The text of ids [rows, tokens]; of an empty one where the caller has none, as of rules that do not read it."""
    ids = torch.zeros(scores.shape[0], 0, dtype=torch.int64, device=scores.device) if input_ids is None else input_ids
    return Text(ARRAYS, ids, ids.shape[1])


def is_whole(value: Any) -> bool:
    """Whether a value is an integer, numpy's included."""
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def is_float(value: Any) -> bool:
    """Whether a value is a float."""
    return isinstance(value, float)


def is_run(value: Any) -> bool:
    """Whether a value is a non-empty list or tuple of tokens."""
    return isinstance(value, list | tuple) and bool(value) and all(is_whole(token) and token >= 0 for token in value)


def listed(tokens: int | Sequence[int]) -> list[int]:
    """One token or several, as a list."""
    return [tokens] if isinstance(tokens, int) else list(tokens)


def require(condition: bool, name: str, value: Any, what: str) -> None:
    """
    Raises:
        ValueError: the condition does not hold.
    """
    if not condition:
        raise ValueError(f"{name} must be {what}, not {value!r}")
