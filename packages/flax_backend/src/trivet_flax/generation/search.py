"""Searches over single tokens as functions of arrays, for `jax.jit`: greedy and sampling. Knows no model.

Every search has the same four methods, of which `programs` makes whole programs: `start`, `going`, `advance`, `finish`.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import jax
import jax.numpy as jnp

from trivet.text.generation.choose import processors, sampling_warpers
from trivet.text.generation.config import GenerationConfig
from trivet.text.generation.prepare import padding_of
from trivet.text.generation.processors import Guidance
from trivet.text.generation.text import NEVER, Processor, Text, apply
from trivet_flax.generation.arrays import JaxArrays
from trivet_flax.generation.decoding import Inputs, StepOutput, Steps

Array = jax.Array
OwnProcessor = Callable[[Array, Array, Array], Array]
"""A caller's own: takes ids [rows, capacity], scores [rows, vocab] and the length of the text; gives scores."""

ARRAYS = JaxArrays()


class Step(NamedTuple):
    """What a step gives beside the state, for who follows it; what nobody asks for is not computed."""

    tokens: Array
    """[rows, new] that were chosen."""
    scores: Array
    """[rows, vocab] that they were chosen by; where there may be several [rows, new, vocab]."""
    outputs: Any
    """What the model returned."""
    encoded: Any = None
    """What the encoder returned, of the first step."""
    new: Array | None = None
    """How many of the tokens there are; None: all."""


class Ending(NamedTuple):
    """What a search gives."""

    ids: Array
    """[rows, capacity], padded."""
    length: Array
    """Tokens of the longest text."""
    scores: Array | None = None
    """[rows] of whole texts, by which beams were ranked."""
    trail: Array | None = None
    """[rows, capacity]: the row that each token was chosen from; -1 behind the end."""
    summed_scores: Array | None = None
    """[rows]: as `scores`, but of prompts of which no beam has ended the sums of log probabilities, without penalty."""


class Search(Protocol):
    """A search of a fixed shape. A state is a pytree with `length`, the tokens so far."""

    def start(self, params: Any, inputs: Inputs) -> tuple[Any, Step]:
        """The state after the first token."""
        ...

    def going(self, state: Any) -> Array:
        """Whether there is more to write."""
        ...

    def advance(self, params: Any, state: Any) -> tuple[Any, Step]:
        """The state after one more token."""
        ...

    def texts(self, state: Any) -> Array:
        """What goes on, [rows, capacity]."""
        ...

    def finish(self, state: Any) -> Ending:
        """The texts with their scores."""
        ...


class Prompted(NamedTuple):
    """What stays the same from the prompt on."""

    prompt: Array
    """Tokens of it."""
    limit: Array
    """The most tokens of a text."""
    source: Array
    """[rows, n] that some processors go by; -1 behind its end."""
    allowed: Array | None
    """[rows, vocab]: which tokens may come next, which changes with every step; None: all."""


class Singles(NamedTuple):
    """A search with one text for each row, as far as it is; the last token is not read yet."""

    ids: Array
    length: Array
    carry: Any
    open: Array
    key: Array
    prompted: Prompted


@dataclass(frozen=True)
class Rules:
    """What a search goes by.

    Attributes:
        prompt: tokens of the prompt, where processors must know them beforehand; None: any number.
        own: the caller's processors.
    """

    config: GenerationConfig
    prompt: int | None = None
    own: tuple[OwnProcessor, ...] = ()

    def settled(self, prompted: Prompted) -> GenerationConfig:
        """The config with the length of this call, which may be traced."""
        config = copy.copy(self.config)
        vars(config)["max_length"] = prompted.limit
        return config

    def processors(self, prompted: Prompted, unguided: Array | None = None) -> list[Processor]:
        """What is applied to scores; `unguided`: those [rows, vocab] to move away from."""
        prompt: Any = prompted.prompt if self.prompt is None else self.prompt
        first = [] if unguided is None else [Guidance(self.config.guidance_scale, lambda text: unguided)]
        own, allowed = [_adapted(each) for each in self.own], prompted.allowed
        if allowed is not None:
            own.insert(0, lambda text, scores: jnp.where(allowed, scores, NEVER))
        return processors(self.settled(prompted), prompt, prompted.source, own, first)

    def warpers(self) -> list[Processor]:
        """What sampling applies after them."""
        return sampling_warpers(self.config) if self.config.do_sample else []


class SingleSearch:
    """Greedy search, or sampling."""

    def __init__(self, decoding: Steps, rules: Rules) -> None:
        self.decoding, self.rules = decoding, rules

    def start(self, params: Any, inputs: Inputs) -> tuple[Singles, Step]:
        """As `Search.start`."""
        times = self.rules.config.num_return_sequences
        output = self.decoding.begin(params, inputs, times)
        rows = inputs.ids.shape[0] * times
        state = Singles(
            room_for(inputs, self.decoding.capacity, times),
            inputs.length,
            output.carry,
            jnp.ones(rows, bool),
            inputs.key,
            prompted(inputs, times),
        )
        return self._choose(state, output)

    def going(self, state: Singles) -> Array:
        """As `Search.going`."""
        return (state.length < state.prompted.limit) & state.open.any()

    def advance(self, params: Any, state: Singles) -> tuple[Singles, Step]:
        """As `Search.advance`."""
        last = jax.lax.dynamic_slice_in_dim(state.ids, state.length - 1, 1, 1)
        output = self.decoding.step(params, last, state.length - 1, state.carry)
        return self._choose(state._replace(carry=output.carry), output.scored(lambda scores: scores[:, 0]))

    def texts(self, state: Singles) -> Array:
        """As `Search.texts`."""
        return state.ids

    def finish(self, state: Singles) -> Ending:
        """As `Search.finish`."""
        return padded_behind(state.ids, state.length, self.rules.config)

    def _choose(self, state: Singles, output: StepOutput) -> tuple[Singles, Step]:
        config, text = self.rules.config, Text(ARRAYS, state.ids, state.length)
        scores = apply(self.rules.processors(state.prompted, output.unguided), text, output.scores)
        key, own = jax.random.split(state.key)
        if config.do_sample:
            scores = apply(self.rules.warpers(), text, scores)
            chosen = jax.random.categorical(own, scores, axis=-1)
        else:
            chosen = scores.argmax(-1)
        chosen, open_ = closed(chosen, state.open, config)
        ids = ARRAYS.put(state.ids, state.length, chosen)
        state = state._replace(ids=ids, length=state.length + 1, open=open_, key=key)
        return state, Step(chosen[:, None], scores, output.outputs, output.encoded)


def padded_behind(ids: Array, length: Array, config: GenerationConfig) -> Ending:
    """Texts [rows, capacity] that are `length` long at most, with padding behind."""
    behind = jnp.arange(ids.shape[1]) >= length
    return Ending(jnp.where(behind, padding_of(config), ids), length)


def closed(chosen: Array, open_: Array, config: GenerationConfig) -> tuple[Array, Array]:
    """The tokens that rows go on with, padding where they have ended, and which rows have not ended now, [rows]."""
    # A text may have been stopped, too: there need be no end to it.
    chosen = jnp.where(open_, chosen.astype(jnp.int32), padding_of(config))
    if not config.eos_token_ids:
        return chosen, open_
    return chosen, open_ & ~jnp.isin(chosen, jnp.asarray(config.eos_token_ids))


def room_for(inputs: Inputs, capacity: int, times: int) -> Array:
    """The prompts with room for a whole text, [batch × times, capacity]."""
    ids = jnp.where(jnp.arange(inputs.ids.shape[1]) < inputs.length, inputs.ids, 0)
    room = jnp.zeros((ids.shape[0], capacity), jnp.int32).at[:, : ids.shape[1]].set(ids)
    return jnp.repeat(room, times, 0)


def prompted(inputs: Inputs, times: int) -> Prompted:
    """What stays the same, for texts of which there are `times` to a prompt."""
    source = inputs.source
    if source is None:
        source = jnp.where(jnp.arange(inputs.ids.shape[1]) < inputs.length, inputs.ids, -1)
    return Prompted(inputs.length, inputs.limit, jnp.repeat(source, times, 0), inputs.allowed)


def _adapted(processor: OwnProcessor) -> Processor:
    def adapted(text: Text, scores: Array) -> Array:
        return processor(text.ids, scores, text.length)

    return adapted
