"""Steps of decoding as functions of params and arrays: a model's scores for the next token, and its cache.

Knows no search, and holds no values: what is compiled from it keeps neither a model nor its weights alive.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple, Protocol

import jax
import jax.numpy as jnp
from flax import nnx

from trivet_flax.build.without_values import bind
from trivet_flax.cache import Cache, EncoderDecoderCache, can_rewind, rewound, select_rows
from trivet_flax.layers.setup import shape_of

Array = jax.Array


class Inputs(NamedTuple):
    """What a search starts from. Texts may be longer in shape than they are, so that one program serves many."""

    ids: Array
    """[batch, room]: a prompt, or what a decoder starts with; behind `length` anything."""
    mask: Array
    """[batch, room]: 0 where a token is padding; of `embeds` if there are any."""
    length: Array
    """Tokens of the prompt, int32."""
    limit: Array
    """The most tokens of a text, the prompt included, int32."""
    key: Array
    """Of random numbers."""
    source: Array | None = None
    """[batch, n] of an encoder's input; -1 behind its end."""
    source_mask: Array | None = None
    """[batch, n]: 0 where a token of the source is padding."""
    encoded: Any = None
    """The encoder's outputs for the source, if the caller has them."""
    embeds: Array | None = None
    """[batch, room, hidden] that the model reads in place of a prompt's tokens; the ids are then none."""
    embedded: Array | None = None
    """How many of them there are, int32."""
    allowed: Array | None = None
    """[rows, vocab]: which tokens may come first; None: all."""
    unguided: Any = None
    """The `Inputs` of the texts that guidance moves away from: of these ids, mask and length count."""
    further: Any = None
    """Further inputs by name, arrays only."""


class Carry(NamedTuple):
    """What goes from step to step of a `Decoding`."""

    cache: Any
    mask: Array
    """[rows, capacity] of the texts, or [rows, n] of the sources."""
    places: Array
    """[rows, capacity]: the position of each token; padding does not count."""
    encoded: Any = None
    ahead: Array | int = 0
    """How many tokens more than its texts have the model reads."""
    unguided: Any = None
    """The `Carry` of the texts that guidance moves away from."""


class StepOutput(NamedTuple):
    """What a step returns."""

    scores: Array
    """Of the next token, float32: [rows, vocab] behind a prompt, [rows, tokens, vocab] after a step."""
    carry: Any
    states: Array
    """[rows, tokens, hidden]: the last hidden states of the new tokens."""
    outputs: Any
    """All that the model returned by name, but for its cache."""
    encoded: Any = None
    """What the encoder returned, of the first step."""
    unguided: Array | None = None
    """Scores of the texts that guidance moves away from, in the shape of `scores`."""

    def scored(self, function: Callable[[Array], Array]) -> StepOutput:
        """With a function applied to the scores, the unguided ones too."""
        unguided = None if self.unguided is None else function(self.unguided)
        return self._replace(scores=function(self.scores), unguided=unguided)


class Steps(Protocol):
    """What searches take steps by. What goes from step to step is a pytree that they only hand on."""

    capacity: int

    def begin(self, params: Any, inputs: Inputs, times: int = 1) -> StepOutput:
        """Read the prompt; the scores [batch × times, vocab] are those of the token after it, for `times` rows each."""
        ...

    def step(self, params: Any, tokens: Array, seen: Array, carry: Any) -> StepOutput:
        """Read tokens [rows, n] behind `seen` others; the scores [rows, n, vocab] are those of the token after each."""
        ...

    def reordered(self, carry: Any, rows: Array) -> Any:
        """The texts of other rows, which belong to the same prompt: what is kept of that stays as it is."""
        ...


class Decoding:
    """The steps of one model, read from its module.

    Args:
        module: with a head that scores next tokens, and without values, as `hollow` makes it.
        capacity: the most tokens of a text.
        asked: `output_attentions` and `output_hidden_states`.
    """

    def __init__(self, module: nnx.Module, capacity: int, asked: Mapping[str, bool]) -> None:
        self.module: Any = module
        self.capacity = capacity
        self.options = {"deterministic": True, "rngs": None, **asked}
        self.is_two_sided = bool(getattr(module, "is_two_sided", False))

    @cached_property
    def can_rewind(self) -> bool:
        """Whether steps can be taken back, as prompts that are longer in shape than they are want it."""
        return self.is_two_sided or can_rewind(jax.eval_shape(lambda: self._empty(1)))

    def begin(self, params: Any, inputs: Inputs, times: int = 1) -> StepOutput:
        """As `Steps.begin`."""
        output = self._begin(params, inputs)
        if times == 1:
            return output
        output = output.scored(lambda scores: jnp.repeat(scores, times, 0))
        return output._replace(carry=repeated(output.carry, times))

    def reordered(self, carry: Carry, rows: Array) -> Carry:
        """As `Steps.reordered`."""
        cache, other = carry.cache, carry.unguided
        if isinstance(cache, EncoderDecoderCache):
            return carry._replace(cache=replace(cache, self_attention=select_rows(cache.self_attention, rows)))
        # What a negative prompt makes of its padding is the same for all texts of one prompt, too.
        other = None if other is None else self.reordered(other, rows)
        return carry._replace(cache=select_rows(cache, rows), unguided=other)

    def _begin(self, params: Any, inputs: Inputs) -> StepOutput:
        module, (batch, room) = self._bound(params), inputs.mask.shape
        read, encoded = inputs.length if inputs.embedded is None else inputs.embedded, None
        if self.is_two_sided:
            encoded = inputs.encoded
            if encoded is None:
                source = jnp.maximum(jnp.asarray(inputs.source), 0)
                encoded = module.encode(input_ids=source, attention_mask=inputs.source_mask, **self.options)
            # The places of a decoder's tokens are their numbers.
            nowhere = jnp.zeros((batch, 0), jnp.int32)
            cache = module.init_cache(batch, self.capacity, encoded)
            carry = Carry(cache, _ones_unless(inputs.source_mask, encoded[0].shape[:2]), nowhere, (encoded[0],))
        else:
            known = jnp.where(jnp.arange(room) < read, inputs.mask, 1)
            mask = jnp.ones((batch, self.capacity), jnp.int32).at[:, :room].set(known)
            carry = Carry(self._empty(batch), mask, jnp.maximum(mask.cumsum(-1) - 1, 0), ahead=read - inputs.length)
        tokens = inputs.ids if inputs.embeds is None else inputs.embeds
        states, carry, outputs = self._read(module, tokens, 0, carry, read)
        if room > 1 and can_rewind(_own(carry.cache)):
            carry = self.rewound(carry, inputs.length)
        last = jax.lax.dynamic_slice_in_dim(states, read - 1, 1, 1)
        output = StepOutput(_scores(module, last)[:, 0], carry, states, outputs, encoded)
        if inputs.unguided is None:
            return output
        other = self._begin(params, inputs.unguided)
        return _guided(output, other._replace(carry=other.carry._replace(ahead=inputs.unguided.length - inputs.length)))

    def step(self, params: Any, tokens: Array, seen: Array, carry: Carry) -> StepOutput:
        """As `Steps.step`."""
        module = self._bound(params)
        states, read, outputs = self._read(module, tokens, seen + carry.ahead, carry)
        output = StepOutput(_scores(module, states), read, states, outputs)
        return output if carry.unguided is None else _guided(output, self.step(params, tokens, seen, carry.unguided))

    def rewound(self, carry: Carry, length: Array) -> Carry:
        """As if only the first `length` tokens had been read."""
        cache, other = carry.cache, carry.unguided
        if isinstance(cache, EncoderDecoderCache):
            return carry._replace(cache=replace(cache, self_attention=rewound(cache.self_attention, length)))
        other = None if other is None else self.rewound(other, length)
        return carry._replace(cache=rewound(cache, length + carry.ahead), unguided=other)

    def _bound(self, params: Any) -> Any:
        return bind(self.module, params, "generate(params=)")

    def _empty(self, batch: int) -> Any:
        return self.module.base.init_cache(batch, self.capacity)

    def _read(
        self, module: Any, tokens: Array, seen: Any, carry: Carry, length: Any = None
    ) -> tuple[Array, Carry, dict[str, Any]]:
        """The states of tokens [rows, n], or of vectors in their place [rows, n, hidden], and what is left of the
        outputs. Only the first `length` count (None: all).
        """
        if self.is_two_sided:
            # Its own `decode` would score every token.
            outputs = module.decoded_states(
                decoder_input_ids=tokens,
                encoder_outputs=carry.encoded,
                encoder_attention_mask=carry.mask,
                past_key_values=carry.cache,
                **self.options,
            )
        else:
            inputs = {"input_ids" if tokens.ndim == 2 else "inputs_embeds": tokens}
            if module.kind.positions_by_mask:
                places = jax.lax.dynamic_slice_in_dim(carry.places, seen, tokens.shape[1], 1)
                if length is not None:  # a position that there is not must not be looked up
                    places = jnp.minimum(places, jax.lax.dynamic_slice_in_dim(carry.places, length - 1, 1, 1))
                inputs["position_ids"] = places
            outputs = module.base(**inputs, attention_mask=carry.mask, past_key_values=carry.cache, **self.options)
        fields = dict(outputs.items())
        return outputs.last_hidden_state, carry._replace(cache=fields.pop("past_key_values")), fields


def _scores(module: Any, states: Array) -> Array:
    scores: Array = module.predict(states).astype(jnp.float32)
    return scores


def _guided(output: StepOutput, other: StepOutput) -> StepOutput:
    """What a step returns together with that of the texts that guidance moves away from."""
    return output._replace(carry=output.carry._replace(unguided=other.carry), unguided=other.scores)


def _ones_unless(mask: Array | None, shape: tuple[int, ...]) -> Array:
    return jnp.ones(shape, jnp.int32) if mask is None else mask


def _own(cache: Cache | EncoderDecoderCache) -> Cache:
    """The cache of a decoder's own tokens."""
    return cache.self_attention if isinstance(cache, EncoderDecoderCache) else cache


def hollow(module: nnx.Module) -> nnx.Module:
    """A module of the same structure without values."""
    graph, state = nnx.split(module)
    return nnx.merge(graph, jax.tree.map(lambda value: shape_of(value.shape, value.dtype), state))


def repeated(carry: Carry, times: int) -> Carry:
    """Each row `times` times, one after the other."""
    rows: Carry = jax.tree.map(lambda array: jnp.repeat(array, times, 0) if jnp.ndim(array) else array, carry)
    return rows


def picked(carry: Carry, rows: Array) -> Carry:
    """Some rows, of any prompt."""
    chosen: Carry = jax.tree.map(lambda array: array[rows] if jnp.ndim(array) else array, carry)
    return chosen
