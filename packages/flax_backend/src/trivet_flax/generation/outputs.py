"""What `generate` returns, and what is kept of the steps of a search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from trivet.text.generation.callers import Allowed
from trivet.text.generation.config import GenerationConfig
from trivet.text.generation.outputs import GenerateBeamOutput, GenerateOutput
from trivet.text.generation.stopping import Criterion, Stop
from trivet_flax.generation.programs import Reply
from trivet_flax.generation.prompt import Prompt
from trivet_flax.generation.search import Ending, Step
from trivet_flax.model.outputs import register_output

Array = jax.Array

register_output(GenerateOutput)
register_output(GenerateBeamOutput)
FlaxGreedySearchOutput = FlaxSampleOutput = GenerateOutput
FlaxBeamSearchOutput = GenerateBeamOutput


class Following:
    """Follows a search: feeds a streamer, keeps the requested outputs, and stops the search at its criteria.

    Args:
        asked: `output_scores`, `output_attentions`, `output_hidden_states`.
        criteria: the caller's own; any one of them stops a text. Beams go on until it does all.
        allowed: says which tokens may follow.

    Raises:
        TypeError: the prompt is traced.
    """

    def __init__(
        self,
        prompt: Prompt,
        config: GenerationConfig,
        asked: dict[str, bool],
        *,
        streamer: Any = None,
        criteria: Sequence[Criterion] = (),
        allowed: Allowed | None = None,
    ) -> None:
        if prompt.is_traced:
            raise TypeError(
                "steps cannot be followed in a jax.jit: leave out output_…, streamer, criteria, max_time, prefix_…"
            )
        self.prompt, self.asked = prompt, asked
        self.times = rows_of_each(config)
        self.streamer, self.allowed = streamer, allowed
        self.stop = Stop(config.max_length, config.max_time, criteria, lambda answer, ids: np.asarray(answer, bool))
        self.scores: list[Array] = []
        self.outputs: list[dict[str, Any]] = []
        self.encoded: Any = None
        self._length, self._rows = prompt.length, prompt.ids.shape[0] * self.times
        if streamer is not None:
            streamer.put(prompt.ids)

    def first_allowed(self, vocab: int) -> Any:
        """Which tokens may come first, [rows, vocab]; None: all."""
        return None if self.allowed is None else self.allowed(np.repeat(self.prompt.ids, self.times, 0), vocab)

    def __call__(self, step: Step, texts: Callable[[], Array]) -> Reply:
        """Take a step; says what is to come of it."""
        read, stopped = self._length, self._take(step, texts)
        new = self._length - read
        if self.asked["output_attentions"] or self.asked["output_hidden_states"]:
            self.encoded = step.encoded if step.encoded is not None else self.encoded
            first = len(self.outputs) == 0
            self.outputs.append({name: self._cut(value, name, read, first) for name, value in step.outputs.items()})
        if self.streamer is not None:
            tokens = np.asarray(step.tokens)[:, :new]
            self.streamer.put(tokens if new > 1 else tokens[:, 0])
        if self.stop.is_late():
            stopped = np.ones(step.tokens.shape[0], bool)
        own, length, vocab = self.allowed, self._length, step.scores.shape[-1]
        return Reply(stopped, length, None if own is None else lambda: own(np.asarray(texts())[:, :length], vocab))

    def _take(self, step: Step, texts: Callable[[], Array]) -> Any:
        """Take the new tokens one by one, as drafts may go on behind a place to stop at; which rows stop, or None."""
        several = step.scores[:, None] if step.new is None else step.scores
        ids = np.asarray(texts()) if self.stop.criteria else None
        stopped = None
        for index in range(1 if step.new is None else int(step.new)):
            self._length += 1
            if self.asked["output_scores"]:
                self.scores.append(several[:, index])
            if ids is not None:
                answer = self.stop.asked(ids[:, : self._length], tuple(self.scores) or None)
                stopped = np.broadcast_to(answer, ids.shape[0])
                if stopped.all():
                    break
        return stopped

    def _cut(self, value: Any, name: str, read: int, first: bool) -> Any:
        """One step's hidden states or weights without what is no text, for every row."""
        if name not in ("hidden_states", "attentions", "cross_attentions"):
            return None
        queries = self.prompt.read if first else 1
        kept = []
        for layer in value:
            array = np.asarray(layer)
            if name == "hidden_states":
                array = array[:, :queries]
            else:
                source = self.prompt.source
                keys = array.shape[-1] if source is None else source.shape[1]
                keys = read + self.prompt.read - self.prompt.length if name == "attentions" else keys
                array = array[:, :, :queries, :keys]
            kept.append(jnp.asarray(np.repeat(array, self._rows // array.shape[0], 0) if first else array))
        return tuple(kept)

    def each(self, name: str) -> tuple[Any, ...] | None:
        """One of the model's outputs, of every step."""
        values = tuple(each.get(name) for each in self.outputs)
        return values if values and values[0] is not None else None

    def fields(self) -> dict[str, Any]:
        """The fields of a `GenerateOutput` that come from the steps, after the last of them."""
        if self.streamer is not None:
            self.streamer.end()
        fields: dict[str, Any] = {"scores": tuple(self.scores) or None}
        fields["decoder_hidden_states"] = self.each("hidden_states")
        fields["decoder_attentions"] = self.each("attentions")
        fields["cross_attentions"] = self.each("cross_attentions")
        if self.encoded is not None and self.outputs:
            width = self.encoded[0].shape[1] if self.prompt.source is None else self.prompt.source.shape[1]
            states, weights = self.encoded.hidden_states, self.encoded.attentions
            if states is not None:
                fields["encoder_hidden_states"] = tuple(each[:, :width] for each in states)
            if weights is not None:
                fields["encoder_attentions"] = tuple(each[..., :width, :width] for each in weights)
        return fields


def rows_of_each(config: GenerationConfig) -> int:
    """How many texts there are to each of the batch while a search goes on."""
    return int(config.num_beams if config.num_beams > 1 else config.num_return_sequences)


def whole_output(ending: Ending, prompt: int, fields: dict[str, Any]) -> GenerateOutput[Array]:
    """Texts as long as the longest, with the fields that come from the steps."""
    length = int(ending.length)
    sequences = _columns(ending.ids, 0, length)
    if ending.trail is None:
        return GenerateOutput(sequences=sequences, **fields)
    trail = _columns(ending.trail, prompt, length)
    fields = {**fields, "scores": ending.summed_scores if fields.get("scores") is None else fields["scores"]}
    return GenerateBeamOutput(sequences=sequences, sequences_scores=ending.scores, beam_indices=trail, **fields)


def plain_output(ending: Ending, limit: int) -> GenerateOutput[Array]:
    """Texts padded to the most tokens that they might have had, as a caller's own compiled function wants them."""
    sequences = _columns(ending.ids, 0, limit)
    if ending.scores is None:
        return GenerateOutput(sequences=sequences)
    return GenerateBeamOutput(sequences=sequences, scores=ending.summed_scores, sequences_scores=ending.scores)


def _columns(array: Array, start: int, end: int) -> Array:
    if isinstance(array, jax.core.Tracer):
        return array[:, start:end]
    return jnp.asarray(np.asarray(array)[:, start:end])  # with numpy: JAX would compile each new pair of numbers
