"""Records the steps of a search on request: scores, and the model's outputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from trivet.text.generation.arrays import Arrays


@dataclass
class Trace:
    """The record of a search. `asked`: `output_scores`, `output_attentions`, `output_hidden_states`."""

    asked: dict[str, bool]
    scores: list[Any] = field(default_factory=list)
    outputs: list[Any] = field(default_factory=list)

    def add(self, scores: Any, outputs: Any) -> None:
        """Record a step's processed scores [rows, vocab] and the model's outputs."""
        if self.asked.get("output_scores"):
            self.scores.append(scores)
        if self.asked.get("output_attentions") or self.asked.get("output_hidden_states"):
            self.outputs.append(outputs)

    def each(self, *names: str) -> tuple[Any, ...] | None:
        """The first of these outputs that exists, for every step."""
        for name in names:
            values = tuple(each.get(name) for each in self.outputs)
            if values and values[0] is not None:
                return values
        return None

    def shared(self, encoded: Any, cache: Any) -> dict[str, Any]:
        """The fields of a search's result besides the texts.

        Args:
            encoded: the encoder's outputs, if the model has an encoder.
            cache: the model's cache after the last step.
        """
        return {
            "scores": tuple(self.scores) or None,
            "past_key_values": cache,
            "encoder_hidden_states": None if encoded is None else encoded.get("hidden_states"),
            "encoder_attentions": None if encoded is None else encoded.get("attentions"),
            "decoder_hidden_states": self.each("decoder_hidden_states", "hidden_states"),
            "decoder_attentions": self.each("decoder_attentions", "attentions"),
            "cross_attentions": self.each("cross_attentions"),
        }


def transition_scores(
    arrays: Arrays, sequences: Any, scores: Sequence[Any], beam_indices: Any, normalize_logits: bool
) -> Any:
    """The score of each new token, [rows, new tokens]; 0 after a beam's end.

    Args:
        sequences: ids [rows, length].
        scores: [rows or beams, vocab], of each step.
        beam_indices: [rows, new tokens], the row of the scores that each token was chosen from, -1 after the end; None
            if every text stayed in its row.
        normalize_logits: whether to turn the scores into logarithms of probabilities.
    """
    width = len(scores) if beam_indices is None else beam_indices.shape[1]
    tokens, columns = sequences[:, sequences.shape[1] - width :], []
    for step, step_scores in enumerate(scores[:width]):
        each = arrays.log_softmax(step_scores) if normalize_logits else step_scores
        if beam_indices is None:
            columns.append(arrays.gather(each, tokens[:, step : step + 1]))
            continue
        rows = beam_indices[:, step]
        own = arrays.gather(arrays.rows(each, arrays.where(rows < 0, rows * 0, rows)), tokens[:, step : step + 1])
        columns.append(arrays.where(rows[:, None] < 0, arrays.full(own.shape, 0.0, own), own))
    return arrays.concat(columns)
