"""Sublayers: attention or a feed-forward network, with the residual and the norms around it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import torch
from torch import nn

from trivet.families import blocks
from trivet_torch.layers.alone import shown, step_alone
from trivet_torch.layers.attention import Attention, AttentionParts, Weights
from trivet_torch.layers.experts import Experts
from trivet_torch.layers.feed_forward import FeedForward, FeedForwardParts
from trivet_torch.layers.linear import linear
from trivet_torch.layers.masks import bounded
from trivet_torch.layers.norms import norm
from trivet_torch.layers.paths import path_dropped, put_layer_scale, put_path_dropout, scaled
from trivet_torch.layers.places import Path, child, put, put_dropout, reach, state
from trivet_torch.layers.step import Step

Tensor = torch.Tensor


class Output(nn.Module):
    """End of a sublayer: `norm(residual + dropout(dense(x)))`, with the names of its block."""

    _dense: str
    _norm: str | None
    _dropout: str | None

    def __init__(self, block: blocks.Residual) -> None:
        super().__init__()
        assert not isinstance(block.inner, blocks.Experts)  # which have no last projection
        last = block.inner.last_projection()
        setattr(self, last.at, linear(last))
        if block.last is not None:
            setattr(self, block.last.at, norm(block.last))
        after = None if block.last is None else block.last.at
        state(self, _dense=last.at, _norm=after, _dropout=put_dropout(self, block.dropout))

    def forward(self, states: Tensor, residual: Tensor) -> Tensor:
        """[batch, length, inner] and [batch, length, size] → [batch, length, size]."""
        states = child(self, self._dense)(states)
        if self._dropout is not None:
            states = child(self, self._dropout)(states)
        states = states + residual
        return states if self._norm is None else child(self, self._norm)(states)


class Residual(NamedTuple):
    """`last(x + dropout(after(inner(before(x)))))`, run by the module that contains the named parts.

    Attributes:
        attends, crosses: whether `inner` is attention, and whether it is cross-attention.
        routes: whether `inner` is a mixture of experts.
        inner: the module that computes it; empty if the holder does.
        output: the module that ends it: see `Output`.
        bounded: whether the result is clamped to the range of float16.
        scale: factor of what is added; None for none.
        from_normed: whether it is added to what `before` returns.
        layer_scale: path of the learned factors of what is added; empty for none.
        path_dropout: name of the module that drops whole rows of it; None for none.
    """

    attends: bool
    crosses: bool
    routes: bool
    inner: Path
    before: Path | None
    after: Path | None
    last: Path | None
    output: Path | None
    dropout: str | None
    bounded: bool
    scale: float | None
    from_normed: bool
    layer_scale: Path
    path_dropout: str | None

    def run(self, holder: SublayerParts, states: Tensor, step: Step, number: int) -> tuple[Tensor, Weights]:
        """[batch, length, size] → the same, and if requested the weights of attention or the router's outputs."""
        normed = states if self.before is None else reach(holder, self.before)(states)
        change, weights = self._inner(holder, normed, step, number)
        states = normed if self.from_normed else states
        if self.output is not None:
            states = reach(holder, self.output)(change, states)
        else:
            states = states + self._ended(holder, change)
            if self.last is not None:
                states = reach(holder, self.last)(states)
        return (bounded(states) if self.bounded else states), weights

    def change(self, holder: SublayerParts, states: Tensor, step: Step, number: int) -> tuple[Tensor, Weights]:
        """What is added to the residual of a layer of parallel sublayers, [batch, length, size]; and weights."""
        normed = states if self.before is None else reach(holder, self.before)(states)
        change, weights = self._inner(holder, normed, step, number)
        return self._ended(holder, change), weights

    def _inner(self, holder: SublayerParts, states: Tensor, step: Step, number: int) -> tuple[Tensor, Weights]:
        if self.routes:
            change, logits = reach(holder, self.inner)(states)
            return change, logits if step.need_routing else None
        if not self.attends:
            return (reach(holder, self.inner)(states) if self.inner else holder.fed(states)), None
        if not self.inner:
            return holder.attended(states, step, number)
        attended: tuple[Tensor, Weights] = reach(holder, self.inner)(states, step, number)
        return attended

    def _ended(self, holder: SublayerParts, change: Tensor) -> Tensor:
        """The result of `inner`, as it is added to the residual."""
        if self.after is not None:
            change = reach(holder, self.after)(change)
        if self.dropout is not None:
            change = child(holder, self.dropout)(change)
        change = path_dropped(holder, self.path_dropout, scaled(holder, self.layer_scale, change))
        return change if self.scale is None else change * self.scale


class SublayerParts(AttentionParts, FeedForwardParts):
    """A module with the parts of sublayers."""

    def add_residual(self, block: blocks.Residual) -> Residual:
        """Create the modules of a sublayer, whose `at` is this module.

        Raises:
            NotImplementedError: there is a norm between an output module's projection and its residual.
        """
        inner, output = block.inner, block.output
        if output and block.after is not None:
            raise NotImplementedError(f"{output!r} adds the residual: no norm may precede it ({block.after.at!r})")
        early = block.before is not None and not block.before.at.startswith(f"{inner.at}.")
        before = put(self, block.before.at, norm(block.before)) if block.before is not None and early else None
        place = self._add_inner(inner, holds_output=not output)
        if block.before is not None and not early:
            before = put(self, block.before.at, norm(block.before))
        after = None if block.after is None else put(self, block.after.at, norm(block.after))
        return Residual(
            isinstance(inner, blocks.Attention),
            block.crosses,
            isinstance(inner, blocks.Experts),
            place,
            before,
            after,
            None if block.last is None or output else put(self, block.last.at, norm(block.last)),
            put(self, output, Output(block)) if output else None,
            None if output else put_dropout(self, block.dropout),
            block.bounded,
            block.scale,
            block.from_normed,
            put_layer_scale(self, block.layer_scale),
            put_path_dropout(self, block.path_dropout, "path_dropout"),
        )

    def _add_inner(self, inner: blocks.Attention | blocks.FeedForward | blocks.Experts, *, holds_output: bool) -> Path:
        if isinstance(inner, blocks.Experts):
            return put(self, inner.at, Experts(inner))
        if isinstance(inner, blocks.Attention):
            if inner.at:
                return put(self, inner.at, Attention(inner, holds_output=holds_output))
            self.add_attention(inner, holds_output=holds_output)
        else:
            if inner.at:
                return put(self, inner.at, FeedForward(inner, holds_output=holds_output))
            self.add_feed_forward(inner, holds_output=holds_output)
        return ()


class Sublayer(SublayerParts):
    """A sublayer as a separate module."""

    _residual: Residual
    _reader: Path

    def __init__(self, block: blocks.Residual) -> None:
        super().__init__()
        residual = self.add_residual(block)
        state(self, _residual=residual, _reader=(*(residual.output or residual.inner), block.inner.names[-1]))

    def forward(self, hidden_states: Tensor, *args: Any, **kwargs: Any) -> Any:
        """[batch, length, size] → the same, and attention weights [batch, heads, length, keys] if requested.

        Called by itself, it takes the arguments of `step_alone` and returns a tuple.

        Raises:
            TypeError: as `step_alone`.
        """
        if args and isinstance(args[0], Step):
            return self._residual.run(self, hidden_states, *args)
        return shown(*self._residual.run(self, hidden_states, step_alone(self, hidden_states, *args, **kwargs), 0))

    def prune_heads(self, heads: Iterable[int]) -> None:
        """Prune heads of its attention, by their indices in the whole model."""
        reach(self, self._residual.inner).prune(heads, reach(self, self._reader))
