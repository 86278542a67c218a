"""What a search keeps of its steps for who asked: scores, and what the model returned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from trivet.text.generation import trace

Tensor = torch.Tensor

_KEPT = ("hidden_states", "decoder_hidden_states", "attentions", "decoder_attentions", "cross_attentions")


class Trace(trace.Trace):
    """As `trivet.text.generation.trace.Trace`, and of several steps at a time."""

    def add_several(self, scores: Sequence[Tensor], outputs: Any, length: int, drafted: int) -> None:
        """Record several steps of one call of the model as if they had run one by one.

        Args:
            length: tokens of the text before the call; what the model first saw of it belongs to the first step.
            drafted: number of drafted tokens after it in the call.
        """
        for index, each in enumerate(scores):
            self.add(each, _place(outputs, index, length, drafted))


def _place(outputs: Any, index: int, length: int, drafted: int) -> dict[str, Any]:
    """Hidden states and attentions of one of several places."""
    at_place: dict[str, Any] = {}
    for name in _KEPT:
        axis = 1 if "states" in name else 2
        for layer in outputs.get(name) or ():
            first = layer.shape[axis] - drafted  # places up to and with the last token of the text
            start, count = (0, first) if index == 0 else (first + index - 1, 1)
            cut = layer.narrow(axis, start, count)
            own = axis == 2 and name != "cross_attentions"
            at_place[name] = (*at_place.get(name, ()), cut[..., : length + index] if own else cut)
    return at_place


def rows_of(outputs: Any, rows: Tensor) -> dict[str, Any]:
    """Hidden states and attentions of some rows."""
    kept = ((name, outputs.get(name)) for name in _KEPT)
    return {name: tuple(each[rows] for each in layers) for name, layers in kept if layers is not None}
