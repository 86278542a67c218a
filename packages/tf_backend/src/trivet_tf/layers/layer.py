"""A layer of a stack: a sequence of sublayers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from trivet.families import blocks
from trivet_tf.cache import Pair
from trivet_tf.framework import tf
from trivet_tf.layers.attention import AttentionParts
from trivet_tf.layers.building import Composite
from trivet_tf.layers.feed_forward import FeedForwardParts
from trivet_tf.layers.places import Address, Place, follow
from trivet_tf.layers.residual import Residual, Sublayer, put_norm
from trivet_tf.layers.step import Attended, Layered, Step


class Layer(AttentionParts, FeedForwardParts, Composite):
    """Sublayers, each a separate layer or part of this one."""

    def __init__(self, block: blocks.Layer, *, place: Place, name: str) -> None:
        super().__init__(place=place, name=name)
        self.parallel, self.before = block.parallel, put_norm(self, block.before)
        self.sublayers: tuple[Residual | Address, ...] = tuple(
            self._sublayer(each, number) for number, each in enumerate(block.sublayers)
        )
        inner = [each.inner for each in block.sublayers]
        self.attends = tuple(isinstance(each, blocks.Attention) for each in inner)
        self.crossing = tuple(isinstance(each, blocks.Attention) and each.crosses for each in inner)

    def _sublayer(self, block: blocks.Residual, number: int) -> Residual | Address:
        if not block.at:
            return Residual(self, block, number)
        self.put(block.at, Sublayer, block)
        return self.below(block.at)

    def call(self, states: tf.Tensor, step: Step, number: int) -> Layered:
        """[batch, length, size] → the same, with the other results of attention.

        Args:
            number: index of the pass.
        """
        own = cross = Attended(states)
        logits = None
        if self.parallel:
            return self._side_by_side(states, step, number)
        for sublayer, attends, crosses in zip(self.sublayers, self.attends, self.crossing, strict=True):
            if crosses and step.source is None:
                continue
            if isinstance(sublayer, Residual):
                result = sublayer(self, states, step, number)
            else:
                result = Attended(*follow(self, sublayer)(states, step=step, number=number))
            states = result.states
            logits = logits if result.router_logits is None else result.router_logits
            own, cross = (own, result) if crosses else (result, cross) if attends else (own, cross)
        return Layered(states, own.weights, own.pair, cross.weights, cross.pair, logits)

    def _side_by_side(self, states: tf.Tensor, step: Step, number: int) -> Layered:
        """All sublayers read the same states; see `blocks.Layer`."""
        seen = states if self.before is None else follow(self, self.before)(states)
        own = Attended(states)
        for sublayer, attends in zip(self.sublayers, self.attends, strict=True):
            assert isinstance(sublayer, Residual)
            result = sublayer.change(self, seen, step, number)
            states = states + result.states
            own = result if attends else own
        return Layered(states, own.weights, own.pair, None, None)

    @property
    def own_attention(self) -> Any:
        """Its self-attention."""
        return self._attention(self.crossing.index(False))

    def cross_keys(self, states: tf.Tensor) -> Pair:
        """Keys and values of an encoder's states, [batch, heads, source, head_dim] each."""
        return self._attention(self.crossing.index(True)).keys_of(states)

    def prune(self, heads: Iterable[int]) -> None:
        """Prune heads of self-attention, by their indices in the whole model."""
        sublayer = self.sublayers[self.crossing.index(False)]
        holder: Any = self if isinstance(sublayer, Residual) else follow(self, sublayer)
        residual: Residual = sublayer if isinstance(sublayer, Residual) else holder.residual
        residual.prune(holder, heads)

    def _attention(self, place: int) -> AttentionParts:
        sublayer = self.sublayers[place]
        if isinstance(sublayer, Residual):
            return sublayer.attention(self)
        holder = follow(self, sublayer)
        attention: AttentionParts = holder.residual.attention(holder)
        return attention
