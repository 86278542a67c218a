"""Steps of decoding as functions of params and arrays: a model's scores for the next token, and its cache.

Knows no search, and holds no values: what is compiled from it keeps neither a model nor its weights alive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from flax import nnx

from trivet_flax.building import bind
from trivet_flax.cache import Cache, EncoderDecoderCache, can_rewind, rewound, select_rows
from trivet_flax.layers.setup import shape_of
from trivet_flax.seq2seq_heads import Generation

Array = jax.Array


class Given(NamedTuple):
    """What a search starts from. Texts may be longer in shape than they are, so that one program serves many."""

    ids: Array
    """[batch, room]: a prompt, or what a decoder starts with; behind `length` anything."""
    mask: Array
    """[batch, room]: 0 where a token is padding."""
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
    """What the encoder made of the source, if the caller has it."""


class Carry(NamedTuple):
    """What goes from step to step."""

    cache: Any
    mask: Array
    """[rows, capacity] of the texts, or [rows, n] of the sources."""
    places: Array
    """[rows, capacity]: the position of each token; padding does not count."""
    encoded: Any = None


class Found(NamedTuple):
    """What a step gives."""

    scores: Array
    """Of the next token, float32: [rows, vocab] behind a prompt, [rows, tokens, vocab] after a step."""
    carry: Carry
    states: Array
    """[rows, tokens, hidden]: the last hidden states of the new tokens."""
    outputs: Any
    """All that the model returned by name, but for its cache."""
    encoded: Any = None
    """What the encoder returned, of the first step."""


class Decoding:
    """The steps of one model.

    Args:
        module: with a head that scores next tokens, and without values, as `hollow` makes it.
        capacity: the most tokens of a text.
        asked: `output_attentions` and `output_hidden_states`.
    """

    def __init__(self, module: nnx.Module, capacity: int, asked: Mapping[str, bool]) -> None:
        self.module: Any = module
        self.capacity = capacity
        self.options = {"deterministic": True, "rngs": None, **asked}
        self.is_two_sided = isinstance(module, Generation)

    @cached_property
    def can_rewind(self) -> bool:
        """Whether steps can be taken back, as prompts that are longer in shape than they are want it."""
        return self.is_two_sided or can_rewind(jax.eval_shape(lambda: self._empty(1)))

    def begin(self, params: Any, given: Given) -> Found:
        """Read the prompt; the scores are those of the token after it."""
        module, (batch, room) = self._bound(params), given.ids.shape
        encoded = None
        if self.is_two_sided:
            encoded = given.encoded
            if encoded is None:
                source = jnp.maximum(jnp.asarray(given.source), 0)
                encoded = module.encode(input_ids=source, attention_mask=given.source_mask, **self.options)
            # The places of a decoder's tokens are their numbers.
            nowhere = jnp.zeros((batch, 0), jnp.int32)
            cache = module.init_cache(batch, self.capacity, encoded)
            carry = Carry(cache, _ones_unless(given.source_mask, encoded[0].shape[:2]), nowhere, (encoded[0],))
        else:
            told = jnp.where(jnp.arange(room) < given.length, given.mask, 1)
            mask = jnp.ones((batch, self.capacity), jnp.int32).at[:, :room].set(told)
            carry = Carry(self._empty(batch), mask, jnp.maximum(mask.cumsum(-1) - 1, 0))
        states, carry, outputs = self._read(module, given.ids, 0, carry, given.length)
        if room > 1 and can_rewind(_own(carry.cache)):
            carry = self.rewound(carry, given.length)
        last = jax.lax.dynamic_slice_in_dim(states, given.length - 1, 1, 1)
        return Found(_scores(module, last)[:, 0], carry, states, outputs, encoded)

    def step(self, params: Any, tokens: Array, seen: Array, carry: Carry) -> Found:
        """Read tokens [rows, n] behind `seen` others; the scores [rows, n, vocab] are those of the token after each."""
        module = self._bound(params)
        states, carry, outputs = self._read(module, tokens, seen, carry)
        return Found(_scores(module, states), carry, states, outputs)

    def rewound(self, carry: Carry, length: Array) -> Carry:
        """As if only the first `length` tokens had been read."""
        cache = carry.cache
        if isinstance(cache, EncoderDecoderCache):
            return carry._replace(cache=replace(cache, self_attention=rewound(cache.self_attention, length)))
        return carry._replace(cache=rewound(cache, length))

    def _bound(self, params: Any) -> Any:
        return bind(self.module, params, "generate(params=)")

    def _empty(self, batch: int) -> Any:
        return self.module.base.init_cache(batch, self.capacity)

    def _read(
        self, module: Any, tokens: Array, seen: Any, carry: Carry, length: Any = None
    ) -> tuple[Array, Carry, dict[str, Any]]:
        """The states of tokens, and what is left of the outputs. Only the first `length` tokens count (None: all)."""
        if self.is_two_sided:
            # Its own `decode` would score every token.
            outputs = super(Generation, module).decode(  # type: ignore[misc]  # it is one
                decoder_input_ids=tokens,
                encoder_outputs=carry.encoded,
                encoder_attention_mask=carry.mask,
                past_key_values=carry.cache,
                **self.options,
            )
        else:
            places = jax.lax.dynamic_slice_in_dim(carry.places, seen, tokens.shape[1], 1)
            if length is not None:  # a position that there is not must not be looked up
                places = jnp.minimum(places, jax.lax.dynamic_slice_in_dim(carry.places, length - 1, 1, 1))
            outputs = module.base(
                input_ids=tokens,
                attention_mask=carry.mask,
                position_ids=places,
                past_key_values=carry.cache,
                **self.options,
            )
        told = dict(outputs.items())
        return outputs.last_hidden_state, carry._replace(cache=told.pop("past_key_values")), told


def _scores(module: Any, states: Array) -> Array:
    scores: Array = module.predict(states).astype(jnp.float32)
    return scores


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
    if times == 1:
        return carry
    found: Carry = jax.tree.map(lambda array: jnp.repeat(array, times, 0) if array.ndim else array, carry)
    return found


def picked(carry: Carry, rows: Array) -> Carry:
    """Some rows, of any prompt."""
    found: Carry = jax.tree.map(lambda array: array[rows] if array.ndim else array, carry)
    return found


def reordered(carry: Carry, rows: Array) -> Carry:
    """The texts of other rows, which belong to the same prompt: what is kept of that stays as it is."""
    cache = carry.cache
    if isinstance(cache, EncoderDecoderCache):
        return carry._replace(cache=replace(cache, self_attention=select_rows(cache.self_attention, rows)))
    return carry._replace(cache=select_rows(cache, rows))
