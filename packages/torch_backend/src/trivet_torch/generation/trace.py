"""What a search keeps of its steps for who asked: scores, and what the model returned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import torch

from trivet_torch.generation.decoding import Decoding

Tensor = torch.Tensor


_KEPT = ("hidden_states", "decoder_hidden_states", "attentions", "decoder_attentions", "cross_attentions")


@dataclass
class Trace:
    """What a search keeps of its steps."""

    asked: dict[str, bool]
    scores: list[Tensor] = field(default_factory=list)
    outputs: list[Any] = field(default_factory=list)

    def add(self, scores: Tensor, outputs: Any) -> None:
        """Note a step's processed scores [rows, vocab] and what the model returned."""
        if self.asked.get("output_scores"):
            self.scores.append(scores)
        if self.asked.get("output_attentions") or self.asked.get("output_hidden_states"):
            self.outputs.append(outputs)

    def add_several(self, scores: Sequence[Tensor], outputs: Any, length: int, drafted: int) -> None:
        """Note several steps that the model made in one call, as if they had been made one by one.

        Args:
            length: tokens of the text before the call; what the model first saw of it belongs to the first step.
            drafted: tokens behind it that the model was given too.
        """
        for index, each in enumerate(scores):
            self.add(each, _place(outputs, index, length, drafted))

    def each(self, *names: str) -> tuple[Any, ...] | None:
        """The first of these outputs that there is, of every step."""
        for name in names:
            found = tuple(each.get(name) for each in self.outputs)
            if found and found[0] is not None:
                return found
        return None

    def shared(self, decoding: Decoding) -> dict[str, Any]:
        """What a search returns beside the texts."""
        encoded = decoding.encoded
        return {
            "scores": tuple(self.scores) or None,
            "past_key_values": decoding.cache,
            "encoder_hidden_states": None if encoded is None else encoded.get("hidden_states"),
            "encoder_attentions": None if encoded is None else encoded.get("attentions"),
            "decoder_hidden_states": self.each("decoder_hidden_states", "hidden_states"),
            "decoder_attentions": self.each("decoder_attentions", "attentions"),
            "cross_attentions": self.each("cross_attentions"),
        }


def _place(outputs: Any, index: int, length: int, drafted: int) -> dict[str, Any]:
    """Hidden states and attentions of one of several places."""
    found: dict[str, Any] = {}
    for name in _KEPT:
        axis = 1 if "states" in name else 2
        for layer in outputs.get(name) or ():
            first = layer.shape[axis] - drafted  # places up to and with the last token of the text
            start, count = (0, first) if index == 0 else (first + index - 1, 1)
            cut = layer.narrow(axis, start, count)
            own = axis == 2 and name != "cross_attentions"
            found[name] = (*found.get(name, ()), cut[..., : length + index] if own else cut)
    return found


def rows_of(outputs: Any, rows: Tensor) -> dict[str, Any]:
    """Hidden states and attentions of some rows."""
    kept = ((name, outputs.get(name)) for name in _KEPT)
    return {name: tuple(each[rows] for each in layers) for name, layers in kept if layers is not None}
