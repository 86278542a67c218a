"""Sublayers: attention or feed-forward layers with the residual and the norms around them."""

from __future__ import annotations

from dataclasses import dataclass

import jax
import jax.numpy as jnp
from flax import nnx

from trivet.families import blocks
from trivet.layout.params import join
from trivet_flax.layers.attention import Attention, AttentionParts
from trivet_flax.layers.experts import Experts
from trivet_flax.layers.feed_forward import FeedForward, FeedForwardParts
from trivet_flax.layers.linear import dropout, linear
from trivet_flax.layers.norms import norm
from trivet_flax.layers.paths import path_dropout, put_layer_scale, scaled
from trivet_flax.layers.places import at, put
from trivet_flax.layers.setup import Setup
from trivet_flax.layers.step import Attended, Step

Array = jax.Array

_MARGIN = 1000
"""Margin below the largest float16 to which sublayers' outputs are clamped."""


@dataclass(frozen=True, slots=True)
class Residual:
    """The paths of one sublayer's modules, which the containing module runs; empty if there is no such module.

    Attributes:
        at: path from the layer of the module that computes the sublayer; empty if the layer itself does.
        inner: path of attention or feed-forward; empty if their layers belong to the holder.
        attends, crosses: whether it is attention, and whether it is cross-attention.
        routes: whether it is a mixture of experts.
        output: path of the module of the last projection, which is called with the intermediate states and the
            residual.
        before, after, last: paths of norms.
        dropout: path of the dropout of what is added.
        bounded: whether the result is clamped to the range of float16.
        scale: factor of what is added; None for none.
        from_normed: whether it is added to what `before` returns.
        layer_scale: the learned factors of what is added; None for none.
        path_dropout: path of the dropout of whole rows of it; empty for none.
    """

    at: str
    inner: str
    attends: bool
    crosses: bool
    routes: bool
    output: str
    before: str
    after: str
    last: str
    dropout: str
    bounded: bool
    scale: float | None
    from_normed: bool
    layer_scale: blocks.LayerScale | None
    path_dropout: str

    @classmethod
    def of(cls, block: blocks.Residual) -> Residual:
        """What a block says."""
        inner, is_attention = block.inner, isinstance(block.inner, blocks.Attention)
        name = (inner.at or inner.names[-1]).replace(".", "_")
        before, after, last = ("" if each is None else each.at for each in (block.before, block.after, block.last))
        return cls(
            block.at,
            inner.at,
            is_attention,
            isinstance(inner, blocks.Attention) and inner.crosses,
            isinstance(inner, blocks.Experts),
            block.output,
            before,
            after,
            last,
            f"{name}_dropout",
            block.bounded,
            block.scale,
            block.from_normed,
            block.layer_scale,
            f"{name}_path_dropout" if block.path_dropout else "",
        )

    @property
    def attention(self) -> str:
        """Path of the attention, from the layer."""
        return join(self.at, self.inner)


class Output(nnx.Module):
    """`norm(dropout(projection(x)) + residual)`: the end of a sublayer as a separate module."""

    def __init__(self, projection: blocks.Linear, last: blocks.Norm | None, rate: float, setup: Setup) -> None:
        self.paths = projection.at, "" if last is None else last.at
        put(self, projection.at, linear(projection, setup))
        self.dropout = dropout(rate)
        if last is not None:
            put(self, last.at, norm(last, setup))

    def __call__(self, hidden: Array, residual: Array, step: Step) -> Array:
        """[…, inner] and […, size] → […, size]."""
        projection, last = self.paths
        summed = step.drop(self.dropout, at(self, projection)(hidden)) + residual
        normed: Array = at(self, last)(summed) if last else summed
        return normed


class SublayerParts(AttentionParts, FeedForwardParts):
    """A module that contains and runs sublayers."""

    def add_sublayer(self, block: blocks.Residual, setup: Setup) -> Residual:
        """Create the modules of a sublayer; returns their paths."""
        residual, inner, holds_output = Residual.of(block), block.inner, not block.output
        if isinstance(inner, blocks.Attention):
            if inner.at:
                put(self, inner.at, Attention(inner, setup, holds_output=holds_output))
            else:
                self.add_attention(inner, setup, holds_output=holds_output)
        elif isinstance(inner, blocks.Experts):
            put(self, inner.at, Experts(inner, setup))
        elif inner.at:
            put(self, inner.at, FeedForward(inner, setup, holds_output=holds_output))
        else:
            self.add_feed_forward(inner, setup, holds_output=holds_output)
        if block.output and block.after is not None:
            raise NotImplementedError(
                f"{block.output!r} adds the residual: no norm may precede it ({block.after.at!r})"
            )
        if block.output:
            assert not isinstance(inner, blocks.Experts)  # which have no last projection
            put(self, block.output, Output(inner.projections()[-1], block.last, block.dropout, setup))
        else:
            setattr(self, residual.dropout, dropout(block.dropout))
        put_layer_scale(self, block.layer_scale, setup)
        if residual.path_dropout:
            setattr(self, residual.path_dropout, path_dropout(block.path_dropout))
        for each in (block.before, block.after, None if block.output else block.last):
            if each is not None:
                put(self, each.at, norm(each, setup))
        return residual

    def run_sublayer(self, residual: Residual, hidden: Array, step: Step) -> Attended:
        """The output of a sublayer for states [batch, length, size]."""
        normed = at(self, residual.before)(hidden) if residual.before else hidden
        states, weights, cache, logits = self._inner(residual, normed, step)
        hidden = normed if residual.from_normed else hidden
        if residual.output:
            states = at(self, residual.output)(states, hidden, step)
        else:
            states = hidden + self._ended(residual, states, step)
            states = at(self, residual.last)(states) if residual.last else states
        if residual.bounded and states.dtype == jnp.float16:
            most = float(jnp.finfo(jnp.float16).max) - _MARGIN  # type: ignore[no-untyped-call]
            states = jnp.clip(states, -most, most)
        return Attended(states, weights, cache, logits)

    def change(self, residual: Residual, hidden: Array, step: Step) -> Attended:
        """What a sublayer adds to the residual of a layer whose sublayers are parallel."""
        normed = at(self, residual.before)(hidden) if residual.before else hidden
        attended = self._inner(residual, normed, step)
        return attended._replace(states=self._ended(residual, attended.states, step))

    def _inner(self, residual: Residual, states: Array, step: Step) -> Attended:
        inner = at(self, residual.inner)
        if residual.attends:
            attended: Attended = inner(states, step) if residual.inner else self.attended(states, step)
            return attended
        if residual.routes:
            states, logits = inner(states, step)
            return Attended(states, None, None, logits if step.need_routing else None)
        return Attended(inner(states, step) if residual.inner else self.fed(states, step), None, None)

    def _ended(self, residual: Residual, states: Array, step: Step) -> Array:
        """The result of `inner`, as it is added to the residual."""
        states = at(self, residual.after)(states) if residual.after else states
        states = scaled(self, residual.layer_scale, step.drop(getattr(self, residual.dropout), states))
        if residual.path_dropout:
            states = step.drop(getattr(self, residual.path_dropout), states)
        return states if residual.scale is None else states * residual.scale


class Sublayer(SublayerParts):
    """One sublayer as a separate module."""

    def __init__(self, block: blocks.Residual, setup: Setup) -> None:
        self.residual = self.add_sublayer(block, setup)

    def __call__(self, hidden: Array, step: Step) -> Attended:
        """As `run_sublayer`."""
        return self.run_sublayer(self.residual, hidden, step)
