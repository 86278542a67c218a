"""Compiled programs that a model keeps for `generate`: one for each set of options and each size of input."""

from __future__ import annotations

import copy
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

from trivet.text.generation.config import GenerationConfig
from trivet_tf.framework import tf
from trivet_tf.generation.outputs import Results
from trivet_tf.generation.program import Inputs, Program, Written
from trivet_tf.generation.prompt import Prompt
from trivet_tf.generation.sizes import size_for
from trivet_tf.generation.steps import compiled_step

KEPT = 16
"""Programs that are kept; of more, those are forgotten that were not used for longest."""


@dataclass
class _Kept:
    """A compiled program.

    Attributes:
        variables: of the model, as the program has them.
    """

    function: Any
    variables: list[Any]


class Programs:
    """The programs of one model. Safe to call from several threads."""

    def __init__(self, model: Any) -> None:
        self.model = model
        self.kept: OrderedDict[tuple[Any, ...], _Kept] = OrderedDict()
        self._step: _Kept | None = None
        self.lock = Lock()

    def __len__(self) -> int:
        steps = 0 if self._step is None else int(self._step.function.experimental_get_tracing_count())
        return len(self.kept) + steps

    def __reduce__(self) -> Any:
        # A copy of the model, or one in another process, compiles its own.
        return type(self), (self.model,)

    def run(self, prompt: Prompt, config: GenerationConfig, seed: tf.Tensor) -> Results:
        """The texts that follow a prompt, as long as the longest is; within a function as long as they may be."""
        near = prompt.ids if prompt.source is None else prompt.source
        near = near[..., 0] if prompt.hears and prompt.source is not None else near  # its mask is not read
        mask = tf.ones_like(near, tf.int32) if prompt.mask is None else prompt.mask
        inputs = Inputs(prompt.ids, prompt.source, mask, near.shape[1], config.max_length, seed)
        if tf.is_symbolic_tensor(prompt.ids):
            exact = None if prompt.source is None else prompt.ids.shape[1]
            return _result(Program(self.model, config, config.max_length, exact)(inputs), prompt.ids.shape[1])
        inputs, capacity = self._sized(inputs)
        return _result(self._function(inputs, config, capacity, prompt.ids.shape[1])(inputs), prompt.ids.shape[1])

    def step(self) -> Any:
        """A step by itself, compiled for each shape that it meets; see `trivet_tf.generation.steps`."""
        variables = self._variables()
        with self.lock:
            if self._step is None or not _same(self._step.variables, variables):
                self._step = _Kept(compiled_step(self.model), variables)
            return self._step.function

    def _variables(self) -> list[Any]:
        return [variable.value for variable in self.model.variables]

    def _sized(self, inputs: Inputs) -> tuple[Inputs, int]:
        """The inputs in the sizes of their program, and the places of a text."""
        ids, source, prompt = inputs.ids, inputs.source, inputs.ids.shape[1]
        if source is None:
            ids = _padded(ids, size_for(prompt))
            mask = _padded(inputs.mask, ids.shape[1])
        elif source.dtype.is_floating:  # all sounds are as long
            mask = inputs.mask
        else:
            most = getattr(self.model.config.config_of("encoder"), "max_position_embeddings", None)
            source = _padded(source, size_for(inputs.known, most))
            mask = _padded(inputs.mask, source.shape[1])
        numbers = tf.constant(inputs.known), tf.constant(inputs.limit)
        return Inputs(ids, source, mask, *numbers, inputs.seed), ids.shape[1] + size_for(inputs.limit - prompt)

    def _function(self, inputs: Inputs, config: GenerationConfig, capacity: int, prompt: int) -> Any:
        """The program for inputs of these shapes."""
        exact = prompt if inputs.source is not None or config.begin_suppress_tokens else None
        # What of the options is no constant of the program.
        fields = {**config.to_dict(), "max_length": None, "max_new_tokens": None}
        shapes = tuple(None if each is None else tuple(each.shape) for each in inputs[:2])
        key = (repr(sorted(fields.items())), shapes, capacity, exact)
        variables = self._variables()
        with self.lock:
            kept = self.kept.pop(key, None)
            if kept is None or not _same(kept.variables, variables):
                program = Program(self.model, copy.deepcopy(config), capacity, exact)
                kept = _Kept(tf.function(program, jit_compile=True, autograph=False), variables)
            self.kept[key] = kept
            while len(self.kept) > KEPT:
                self.kept.popitem(last=False)
        return kept.function


def of_beams(written: Any, prompt: int) -> dict[str, tf.Tensor]:
    """What a beam search returns of itself.

    Args:
        written: has `ids`, `lengths`, `scores` and `trail`.
        prompt: tokens of the prompt.
    """
    symbolic = tf.is_symbolic_tensor(written.ids)
    longest = written.ids.shape[1] if symbolic else int(tf.reduce_max(written.lengths))
    behind = tf.range(longest)[None] >= written.lengths[:, None]
    return {
        "sequences": written.ids[:, :longest],
        "sequences_scores": written.scores,
        "beam_indices": tf.where(behind, -1, written.trail[:, :longest])[:, prompt:],
    }


def _result(written: Written, prompt: int) -> Results:
    if written.scores is not None:
        return of_beams(written, prompt)
    if tf.is_symbolic_tensor(written.ids):
        return {"sequences": written.ids}
    return {"sequences": written.ids[:, : int(written.lengths)]}


def _padded(ids: tf.Tensor, size: int) -> tf.Tensor:
    return tf.pad(ids, ((0, 0), (0, size - ids.shape[1])))


def _same(one: list[Any], other: list[Any]) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))
