"""Sublayers: attention or a feed-forward network, with norms, dropout and the residual around it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from trivet.families import blocks
from trivet_tf.framework import keras, tf
from trivet_tf.layers.attention import Attention, AttentionParts
from trivet_tf.layers.building import Composite
from trivet_tf.layers.experts import Experts
from trivet_tf.layers.feed_forward import FeedForward, FeedForwardParts
from trivet_tf.layers.linear import linear_class
from trivet_tf.layers.norms import norm_class
from trivet_tf.layers.paths import ScaledPath
from trivet_tf.layers.places import Address, Place, follow
from trivet_tf.layers.step import Attended, Step

ops = keras.ops

_FLOAT16 = 64504.0  # slightly below the limit of float16, so that sums stay finite


class Residual:
    """One sublayer of a holder: the holder's layers of which it consists.

    Args:
        holder: a layer, or the sublayer itself, with `add_attention` and `add_feed_forward`.
        number: index of the sublayer in its layer, for layers without a name in files.
    """

    def __init__(self, holder: Any, block: blocks.Residual, number: int) -> None:
        inner, apart = block.inner, bool(block.output)
        self.attends, self.routes = isinstance(inner, blocks.Attention), isinstance(inner, blocks.Experts)
        self.inner: Address = ()
        if inner.at:
            kind = Attention if self.attends else Experts if self.routes else FeedForward
            holder.put(inner.at, kind, inner, not apart)
            self.inner = holder.below(inner.at)
        elif isinstance(inner, blocks.Experts):
            raise NotImplementedError("experts are a layer of their own: their block needs an `at`")
        elif isinstance(inner, blocks.Attention):
            holder.add_attention(inner, holds_output=not apart)
        else:
            holder.add_feed_forward(inner, holds_output=not apart)
        self.output: Address = ()
        if apart:
            holder.put(block.output, ResidualOutput, block)
            self.output = holder.below(block.output)
        self.before, self.after = put_norm(holder, block.before), put_norm(holder, block.after)
        self.last = None if apart else put_norm(holder, block.last)
        self.dropout = f"dropout_{number}"
        holder.put_dropout(self.dropout, 0.0 if apart else block.dropout)
        self.path = ScaledPath(holder, block, number)
        self.bounded, self.scale, self.from_normed = block.bounded, block.scale, block.from_normed

    def __call__(self, holder: Any, states: tf.Tensor, step: Step, number: int) -> Attended:
        """[batch, length, size] → the same, with the other results of attention."""
        seen = states if self.before is None else follow(holder, self.before)(states)
        change, weights, pair, logits = self._inner(holder, seen, step, number)
        states = seen if self.from_normed else states
        if self.output:
            states = follow(holder, self.output)(change, residual=states, training=step.training)
            return Attended(states, weights, pair, logits)
        states = states + self._ended(holder, change, step)
        if self.last is not None:
            states = follow(holder, self.last)(states)
        if self.bounded and states.dtype == "float16":
            states = ops.clip(states, -_FLOAT16, _FLOAT16)
        return Attended(states, weights, pair, logits)

    def change(self, holder: Any, states: tf.Tensor, step: Step, number: int) -> Attended:
        """What is added to the residual of a layer of parallel sublayers, with the other results of attention."""
        seen = states if self.before is None else follow(holder, self.before)(states)
        attended = self._inner(holder, seen, step, number)
        return attended._replace(states=self._ended(holder, attended.states, step))

    def _ended(self, holder: Any, change: tf.Tensor, step: Step) -> tf.Tensor:
        """The result of `inner`, as it is added to the residual."""
        if self.after is not None:
            change = follow(holder, self.after)(change)
        change = self.path(holder, holder.dropped(self.dropout, change, step.training), step.training)
        return change if self.scale is None else change * self.scale

    def attention(self, holder: Any) -> AttentionParts:
        """The object with the projections of attention."""
        attention: AttentionParts = follow(holder, self.inner)
        return attention

    def prune(self, holder: Any, heads: Iterable[int]) -> None:
        """Prune heads, by their indices in the whole model."""
        self.attention(holder).prune_attention(heads, follow(holder, self.output).reader if self.output else None)

    def _inner(self, holder: Any, states: tf.Tensor, step: Step, number: int) -> Attended:
        inner = follow(holder, self.inner)
        if self.attends:
            attended: Attended
            attended = inner(states, step=step, number=number) if self.inner else inner.attended(states, step, number)
            return attended
        if self.routes:
            states, logits = inner(states, training=step.training)
            return Attended(states, router_logits=logits if step.need_routing else None)
        return Attended(inner(states, training=step.training) if self.inner else inner.fed(states, step.training))


class Sublayer(AttentionParts, FeedForwardParts, Composite):
    """A sublayer as a separate layer."""

    def __init__(self, block: blocks.Residual, *, place: Place, name: str) -> None:
        super().__init__(place=place, name=name)
        self.residual = Residual(self, block, 0)

    def call(self, states: tf.Tensor, step: Step, number: int) -> Attended:
        """As `Residual`."""
        return self.residual(self, states, step, number)


class ResidualOutput(Composite):
    """End of a sublayer: the last projection, dropout, the residual, and the norm after it."""

    def __init__(self, block: blocks.Residual, *, place: Place, name: str) -> None:
        super().__init__(place=place, name=name)
        assert not isinstance(block.inner, blocks.Experts)  # which have no last projection
        linear = block.inner.projections()[-1]
        self.reader_name = linear.at
        self.put_leaf(linear.at, linear_class(linear), linear)
        self.last = put_norm(self, block.last)
        self.put_dropout("dropout", block.dropout)

    @property
    def reader(self) -> keras.layers.Layer:
        """The last projection."""
        return getattr(self, self.reader_name)

    def call(self, states: tf.Tensor, residual: tf.Tensor, training: bool = False) -> tf.Tensor:
        """[batch, length, inputs] and [batch, length, size] → [batch, length, size]."""
        states = self.dropped("dropout", self.reader(states), training) + residual
        return states if self.last is None else follow(self, self.last)(states)


def put_norm(holder: Any, block: blocks.Norm | None) -> Address | None:
    """Create a norm in a holder, or in one of its layers; returns its address."""
    if block is None:
        return None
    holder.put_leaf(block.at, norm_class(block), block)
    address: Address = holder.below(block.at, leaf=True)
    return address
