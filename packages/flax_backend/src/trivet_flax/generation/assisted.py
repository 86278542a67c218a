"""Assisted decoding as functions of arrays: tokens are drafted, and a model checks several of them in one step.

Drafts come of a smaller model, or of the text itself (prompt lookup). What the methods are for, `search` says.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp

from trivet.errors import InvalidConfigError
from trivet.text.generation.speculation import accepted, agreed, looked_up
from trivet.text.generation.text import Text, apply
from trivet_flax.generation.decoding import Carry, Decoding, Inputs, StepOutput
from trivet_flax.generation.search import ARRAYS, Ending, Prompted, Rules, Step, padded_behind, prompted, room_for

Array = jax.Array


class Assisted(NamedTuple):
    """A search over one text, as far as it is; its last token is not read yet."""

    ids: Array
    length: Array
    carry: Carry
    helper: Carry | None
    """Of the model that drafts."""
    wanted: Array
    """How many tokens to draft."""
    open: Array
    key: Array
    prompted: Prompted


def most_drafted(config: Any) -> int:
    """The most tokens that are drafted at a time, which the text's room has to exceed its length by."""
    if config.prompt_lookup_num_tokens is not None:
        return int(config.prompt_lookup_num_tokens)
    grows = config.num_assistant_tokens_schedule != "constant"
    return int(config.num_assistant_tokens) * (2 if grows else 1)


class AssistedSearch:
    """Greedy search or sampling of one text.

    Drafts are the likeliest tokens, also for sampling: a draft is then kept as often as the model would sample it.

    Args:
        helper: the model that drafts; None looks the text up. The params are then those of both, in a tuple.
    """

    def __init__(self, decoding: Decoding, rules: Rules, helper: Decoding | None) -> None:
        """
        Raises:
            InvalidConfigError: what the model returned is to be kept, which would be that of tokens not kept too.
        """
        for field in ("output_attentions", "output_hidden_states"):
            if getattr(rules.config, field):
                raise InvalidConfigError(f"assisted decoding keeps no {field[7:]}: leave {field} out", field=field)
        self.decoding, self.rules, self.helper = decoding, rules, helper
        self.most = most_drafted(rules.config)

    def start(self, params: Any, inputs: Inputs) -> tuple[Assisted, Step]:
        """As `Search.start`.

        Raises:
            ValueError: it is said of one token after the other what may follow.
        """
        if inputs.allowed is not None:
            raise ValueError(
                "prefix_allowed_tokens_fn cannot follow drafts: leave it or what drafts tokens out "
                "(assistant_model, prompt_lookup_num_tokens)"
            )
        own, others = params if self.helper is not None else (params, None)
        output, first = self.decoding.begin(own, inputs), self.rules.config.num_assistant_tokens
        helper = None
        if self.helper is not None:
            encoded = inputs.encoded if inputs.source is None else None
            helper = self.helper.begin(others, inputs._replace(encoded=encoded, unguided=None)).carry
        state = Assisted(
            room_for(inputs, self.decoding.capacity, 1),
            inputs.length,
            output.carry,
            helper,
            jnp.asarray(first, jnp.int32),
            jnp.ones(1, bool),
            inputs.key,
            prompted(inputs, 1),
        )
        nothing = jnp.zeros((1, self.most), jnp.int32)
        output = output.scored(lambda scores: jnp.repeat(scores[:, None], self.most + 1, 1))
        return self._take(state, output, nothing, jnp.zeros((), jnp.int32))

    def going(self, state: Assisted) -> Array:
        """As `Search.going`."""
        return (state.length < state.prompted.limit) & state.open.any()

    def advance(self, params: Any, state: Assisted) -> tuple[Assisted, Step]:
        """As `Search.advance`; of several tokens perhaps."""
        if self.helper is None:
            own, (drafted, matches) = params, looked_up(Text(ARRAYS, state.ids, state.length), self.most)
            count = matches[0]
        else:
            own, others = params
            state, drafted = self._drafted(others, state)
            count = state.wanted
        count = jnp.minimum(count, state.prompted.limit - state.length - 1)
        last = jax.lax.dynamic_slice_in_dim(state.ids, state.length - 1, 1, 1)
        read = self.decoding.step(own, jnp.concatenate((last, drafted), 1), state.length - 1, state.carry)
        return self._take(state._replace(carry=read.carry), read, drafted, count)

    def texts(self, state: Assisted) -> Array:
        """As `Search.texts`."""
        return state.ids

    def finish(self, state: Assisted) -> Ending:
        """As `Search.finish`."""
        return padded_behind(state.ids, state.length, self.rules.config)

    def _drafted(self, params: Any, state: Assisted) -> tuple[Assisted, Array]:
        """What the helper goes on with, [1, most]; only the wanted ones are computed."""
        helper, rules = self.helper, self.rules.processors(state.prompted)
        assert helper is not None
        assert state.helper is not None
        # It has not read the last token, and where all of its draft was kept not the one before it.
        begin = jnp.maximum(state.length - 2, 0)
        two = jax.lax.dynamic_slice_in_dim(state.ids, begin, 2, 1)
        read = helper.step(params, two, begin, helper.rewound(state.helper, begin))
        scores = jax.lax.dynamic_index_in_dim(read.scores, state.length - 1 - begin, 1, keepdims=False)

        def draft(index: Array, now: tuple[Array, Array, Carry]) -> tuple[Array, Array, Carry]:
            ids, scores, carry = now
            place = state.length + index
            token = apply(rules, Text(ARRAYS, ids, place), scores).argmax(-1).astype(jnp.int32)
            output = helper.step(params, token[:, None], place, carry)
            return ARRAYS.put(ids, place, token), output.scores[:, 0], output.carry

        carry = helper.rewound(read.carry, state.length)
        ids, _, carry = jax.lax.fori_loop(0, state.wanted, draft, (state.ids, scores, carry))
        return state._replace(helper=carry), jax.lax.dynamic_slice_in_dim(ids, state.length, self.most, 1)

    def _take(self, state: Assisted, output: StepOutput, drafted: Array, count: Array) -> tuple[Assisted, Step]:
        """Keep of the first `count` drafted tokens what the model agrees to, and the one that it puts behind them.

        Args:
            output: with scores [1, most + 1, vocab], of each drafted token and the one behind them.
        """
        config = self.rules.config
        ids = jax.lax.dynamic_update_slice_in_dim(state.ids, drafted, state.length, 1)

        def processed(index: Array) -> Array:
            own = output.scored(lambda scores: scores[:, index])
            every = [*self.rules.processors(state.prompted, own.unguided), *self.rules.warpers()]
            changed: Array = apply(every, Text(ARRAYS, ids, state.length + index), own.scores)
            return changed

        scores = jax.lax.map(processed, jnp.arange(self.most + 1)).swapaxes(0, 1)
        key, draws, own = jax.random.split(state.key, 3)
        if config.do_sample:
            chances = jax.nn.softmax(scores, -1)
            certain = jax.nn.one_hot(drafted, scores.shape[-1])
            kept, left = accepted(ARRAYS, drafted, certain, chances, jax.random.uniform(draws, drafted.shape))
            # Behind the last draft that counts nothing was drafted.
            left = jnp.where(kept[:, None] < count, left, chances[:, count])
            kept = jnp.minimum(kept[0], count)
            behind = jax.random.categorical(own, jnp.log(left), axis=-1)
        else:
            chosen = scores.argmax(-1)
            kept = jnp.minimum(agreed(ARRAYS, drafted, chosen)[0], count)
            behind = chosen[:, kept]
        tokens = ARRAYS.put(jnp.concatenate((drafted, drafted[:, :1]), 1), kept, behind.astype(jnp.int32))
        new, open_ = kept + 1, state.open
        if config.eos_token_ids:
            ends = jnp.isin(tokens[0], jnp.asarray(config.eos_token_ids)) & (jnp.arange(self.most + 1) < new)
            new, open_ = jnp.where(ends.any(), ends.argmax() + 1, new), open_ & ~ends.any()
        length = state.length + new
        wanted = state.wanted
        if self.helper is not None and config.num_assistant_tokens_schedule != "constant":
            more = jnp.minimum(wanted + 2, self.most)
            wanted = jnp.where(count > 0, jnp.where(kept == count, more, jnp.maximum(wanted - 1, 1)), wanted)
        state = state._replace(
            ids=jax.lax.dynamic_update_slice_in_dim(state.ids, tokens, state.length, 1),
            length=length,
            carry=self.decoding.rewound(state.carry, length - 1),
            wanted=wanted,
            open=open_,
            key=key,
        )
        return state, Step(tokens, scores, {}, new=new)
