"""Searches with beams of every kind, as functions of arrays; what the methods are for, `search` says."""

from __future__ import annotations

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp

from trivet.text.generation.beams import BeamRules, Beams, choose_best
from trivet.text.generation.prepare import padding_of
from trivet.text.generation.processors import Diversity
from trivet.text.generation.text import Text, apply
from trivet_flax.generation.decoding import Inputs, StepOutput, Steps
from trivet_flax.generation.search import ARRAYS, Ending, Prompted, Rules, Step, prompted, room_for

Array = jax.Array


class Groups(NamedTuple):
    """A beam search, as far as it is; the last tokens are not read yet."""

    groups: tuple[Beams, ...]
    tokens: Array
    """[rows]: the last ones."""
    length: Array
    carry: Any
    key: Array
    prompted: Prompted


class BeamSearch:
    """Beam search, plain, sampling or in groups. Groups stand one after the other in each prompt's rows."""

    def __init__(self, decoding: Steps, rules: Rules) -> None:
        self.decoding, self.rules = decoding, rules
        self.beams, self.groups = rules.config.num_beams, rules.config.num_beam_groups

    def start(self, params: Any, inputs: Inputs) -> tuple[Groups, Step]:
        """As `Search.start`."""
        config, n = self.rules.config, self.beams // self.groups
        output, batch = self.decoding.begin(params, inputs, self.beams), inputs.ids.shape[0]
        ids = room_for(inputs, self.decoding.capacity, n)  # the same for each group
        own = prompted(inputs, n)
        beams = self._beam_rules(own).start(ids, jnp.zeros((), jnp.float32), flat=config.do_sample)
        nothing = jnp.zeros(batch * self.beams, jnp.int32)
        state = Groups((beams,) * self.groups, nothing, inputs.length, output.carry, inputs.key, own)
        return self._choose(state, output)

    def going(self, state: Groups) -> Array:
        """As `Search.going`."""
        done = jnp.stack([each.done for each in state.groups])
        return (state.length < state.prompted.limit) & ~done.all()

    def advance(self, params: Any, state: Groups) -> tuple[Groups, Step]:
        """As `Search.advance`."""
        output = self.decoding.step(params, state.tokens[:, None], state.length - 1, state.carry)
        return self._choose(state._replace(carry=output.carry), output.scored(lambda scores: scores[:, 0]))

    def texts(self, state: Groups) -> Array:
        """As `Search.texts`."""
        return self._joined([each.ids for each in state.groups])

    def finish(self, state: Groups) -> Ending:
        """As `Search.finish`."""
        rules, count = self._beam_rules(state.prompted), self.rules.config.num_return_sequences
        finished = [rules.finish(each, state.length) for each in state.groups]
        best = choose_best(rules, finished, count)
        behind = jnp.arange(self.decoding.capacity)[None] >= best.lengths[:, None]
        trail, summed = jnp.where(behind, -1, best.trail), _summed(state.groups, best.scores, count)
        return Ending(best.ids, best.lengths.max(), best.scores, trail, summed)

    def _beam_rules(self, prompted: Prompted) -> BeamRules:
        config, prompt, limit = self.rules.config, prompted.prompt, prompted.limit
        return BeamRules(
            ARRAYS,
            self.beams // self.groups,
            prompt,  # type: ignore[arg-type]  # traced
            limit,  # type: ignore[arg-type]  # traced
            config.eos_token_ids,
            padding_of(config),
            config.length_penalty,
            config.early_stopping,
        )

    def _choose(self, state: Groups, output: StepOutput) -> tuple[Groups, Step]:
        """Let every group choose, one after the other: each sees what those before it chose."""
        config, rules, vocab = self.rules.config, self._beam_rules(state.prompted), output.scores.shape[-1]
        parts = output.scored(lambda scores: scores.reshape(-1, self.groups, rules.beams, vocab))
        batch, key, own_key = parts.scores.shape[0], *jax.random.split(state.key)
        moved, rows, kept, chosen = list[Beams](), list[Array](), list[Array](), list[Array]()
        for index, each in enumerate(state.groups):
            part = parts.scored(lambda scores, index=index: scores[:, index].reshape(-1, vocab))  # type: ignore[misc]
            processors = self.rules.processors(self._own(state.prompted, index), part.unguided)
            for processor in processors:
                if isinstance(processor, Diversity):
                    processor.chosen = jnp.concatenate(chosen, 1) if chosen else None
            text = Text(ARRAYS, each.ids, state.length)
            own = apply([*processors, *self.rules.warpers()], text, jax.nn.log_softmax(part.scores, -1))
            kept.append(own)
            together = (own + each.scores.reshape(-1, 1)).reshape(batch, rules.beams * vocab)
            best, places = _candidates(together, rules, own_key if config.do_sample else None)
            choice = rules.step(each, best, places % vocab, places // vocab, state.length)
            moved.append(choice.beams)
            chosen.append(choice.tokens.reshape(batch, rules.beams))
            sources = choice.sources  # rows of this group
            rows.append(sources // rules.beams * self.beams + index * rules.beams + sources % rules.beams)
        tokens, carry = jnp.concatenate(chosen, 1).reshape(-1), self.decoding.reordered(state.carry, self._joined(rows))
        state = state._replace(groups=tuple(moved), tokens=tokens, length=state.length + 1, carry=carry, key=key)
        return state, Step(tokens[:, None], self._joined(kept), output.outputs, output.encoded)

    def _own(self, prompted: Prompted, index: int) -> Prompted:
        """What one of the groups has."""
        if prompted.allowed is None:
            return prompted
        vocab = prompted.allowed.shape[-1]
        parts = prompted.allowed.reshape(-1, self.groups, self.beams // self.groups, vocab)
        return prompted._replace(allowed=parts[:, index].reshape(-1, vocab))

    def _joined(self, parts: list[Array]) -> Array:
        """Groups [batch × n, …] as the rows of all, [batch × groups × n, …]."""
        rest = parts[0].shape[1:]
        n = self.beams // self.groups
        return jnp.stack([each.reshape(-1, n, *rest) for each in parts], 1).reshape(-1, *rest)


def _summed(groups: tuple[Beams, ...], scores: Array, count: int) -> Array:
    """The `summed_scores` of the `count` best of each prompt, [batch × count], of which these are the `scores`."""
    none_ended = ~jnp.concatenate([each.count > 0 for each in groups], 1).any(1, keepdims=True)
    # All texts of such a prompt are equally long: the penalty does not change their order.
    sums = jax.lax.top_k(jnp.concatenate([each.scores for each in groups], 1), count)[0]
    return jnp.where(none_ended, sums, scores.reshape(sums.shape)).reshape(-1)


def _candidates(scores: Array, rules: BeamRules, key: Array | None) -> tuple[Array, Array]:
    """Enough of the best, or of sampled ones, that all beams go on even if every end is among them; descending."""
    count = max(2, 1 + len(rules.ends)) * rules.beams
    if key is None:
        best, places = jax.lax.top_k(scores, count)
        return best, places
    # The largest of scores with Gumbel noise are a sample without replacement.
    places = jax.lax.top_k(scores + jax.random.gumbel(key, scores.shape, scores.dtype), count)[1]
    best, order = jax.lax.top_k(jnp.take_along_axis(scores, places, 1), count)
    return best, jnp.take_along_axis(places, order, 1)
