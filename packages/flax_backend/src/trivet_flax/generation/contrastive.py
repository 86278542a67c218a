"""Contrastive search as functions of arrays; what the methods are for, `search` says."""

from __future__ import annotations

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp

from trivet.errors import InvalidConfigError
from trivet.text.generation.contrastive import candidates, choose_candidate, normed
from trivet.text.generation.text import Text, apply
from trivet_flax.generation.decoding import Carry, Decoding, Inputs, picked, repeated
from trivet_flax.generation.search import (
    ARRAYS,
    Ending,
    Prompted,
    Rules,
    Step,
    closed,
    padded_behind,
    prompted,
    room_for,
)

Array = jax.Array


class Contrasted(NamedTuple):
    """A search, as far as it is; every token is read already."""

    ids: Array
    length: Array
    carry: Carry
    open: Array
    scores: Array
    """[rows, vocab] of the next token."""
    seen: Array
    """[rows, capacity, hidden]: `normed` last hidden states of the text."""
    prompted: Prompted
    unguided: Array | None
    """As in `StepOutput`, [rows, vocab]."""


class ContrastiveSearch:
    """Of the likeliest tokens the one least like the text: all of them are read, each behind its own copy of it."""

    def __init__(self, decoding: Decoding, rules: Rules) -> None:
        """
        Raises:
            InvalidConfigError: what the model returned is to be kept, which would be that of tokens not chosen too.
        """
        for field in ("output_attentions", "output_hidden_states"):
            if getattr(rules.config, field):
                raise InvalidConfigError(f"contrastive search keeps no {field[7:]}: leave {field} out", field=field)
        self.decoding, self.rules = decoding, rules

    def start(self, params: Any, inputs: Inputs) -> tuple[Contrasted, Step]:
        """As `Search.start`."""
        output = self.decoding.begin(params, inputs)
        batch, room, hidden = output.states.shape
        seen = jnp.zeros((batch, self.decoding.capacity, hidden), output.states.dtype)
        state = Contrasted(
            room_for(inputs, self.decoding.capacity, 1),
            inputs.length,
            output.carry,
            jnp.ones(batch, bool),
            output.scores,
            seen.at[:, :room].set(normed(output.states, ARRAYS)),
            prompted(inputs, 1),
            output.unguided,
        )
        return self.advance(params, state)

    def going(self, state: Contrasted) -> Array:
        """As `Search.going`."""
        return (state.length < state.prompted.limit) & state.open.any()

    def advance(self, params: Any, state: Contrasted) -> tuple[Contrasted, Step]:
        """As `Search.advance`."""
        config, text = self.rules.config, Text(ARRAYS, state.ids, state.length)
        scores = apply(self.rules.processors(state.prompted, state.unguided), text, state.scores)
        tokens, chances = candidates(ARRAYS, scores, config.top_k)
        rows, count = tokens.shape
        read = repeated(state.carry, count)
        output = self.decoding.step(params, tokens.reshape(-1, 1), state.length, read)
        states = output.states.reshape(rows, count, -1)
        best = choose_candidate(ARRAYS, state.seen, self._valid(state), states, chances, config.penalty_alpha)
        places = jnp.arange(rows) * count + best
        chosen, open_ = closed(tokens.reshape(-1)[places], state.open, config)
        own, best_output = normed(output.states[places], ARRAYS), output.scored(lambda scores: scores[places, 0])
        state = state._replace(
            ids=ARRAYS.put(state.ids, state.length, chosen),
            length=state.length + 1,
            carry=picked(output.carry, places),
            open=open_,
            scores=best_output.scores,
            unguided=best_output.unguided,
            seen=jax.lax.dynamic_update_slice_in_dim(state.seen, own, state.length + state.carry.ahead, 1),
        )
        return state, Step(chosen[:, None], scores, {})

    def texts(self, state: Contrasted) -> Array:
        """As `Search.texts`."""
        return state.ids

    def finish(self, state: Contrasted) -> Ending:
        """As `Search.finish`."""
        return padded_behind(state.ids, state.length, self.rules.config)

    def _valid(self, state: Contrasted) -> Array:
        """Which places hold text, and no padding, [1 or rows, capacity]."""
        text = (jnp.arange(self.decoding.capacity) < state.length + state.carry.ahead)[None]
        return text if self.decoding.is_two_sided else text & (state.carry.mask > 0)
