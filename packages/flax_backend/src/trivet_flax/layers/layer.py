"""Layers of a stack: sequences of sublayers."""

from __future__ import annotations

import jax

from trivet.families import blocks
from trivet_flax.layers.attention import AttentionParts
from trivet_flax.layers.norms import norm
from trivet_flax.layers.places import at, put
from trivet_flax.layers.residual import Residual, Sublayer, SublayerParts
from trivet_flax.layers.setup import Setup
from trivet_flax.layers.step import LayerResult, Step

Array = jax.Array


class Layer(SublayerParts):
    """Self-attention, optional cross-attention, and feed-forward of a block."""

    def __init__(self, block: blocks.Layer, setup: Setup) -> None:
        self.parallel, self.before = block.parallel, "" if block.before is None else block.before.at
        if block.before is not None:
            put(self, block.before.at, norm(block.before, setup))
        sublayers = []
        for each in block.sublayers:
            if each.at:
                put(self, each.at, Sublayer(each, setup))
                sublayers.append(Residual.of(each))
            else:
                sublayers.append(self.add_sublayer(each, setup))
        self.sublayers = tuple(sublayers)

    def __call__(self, hidden: Array, step: Step) -> LayerResult:
        """[batch, length, size] → the same. Without a source, cross-attention is skipped."""
        if self.parallel:
            return self._side_by_side(hidden, step)
        own = crossed = cache = logits = None
        for each in self.sublayers:
            if each.crosses and step.source is None:
                continue
            run = at(self, each.at) if each.at else None
            result = self.run_sublayer(each, hidden, step) if run is None else run(hidden, step)
            hidden = result.states
            if each.crosses:
                crossed = result.weights
            elif each.attends:
                own, cache = result.weights, result.cache
            elif each.routes:
                logits = result.router_logits
        return LayerResult(hidden, own, crossed, cache, logits)

    def _side_by_side(self, hidden: Array, step: Step) -> LayerResult:
        """All sublayers read the same states; see `blocks.Layer`."""
        seen = at(self, self.before)(hidden) if self.before else hidden
        own = cache = None
        for each in self.sublayers:
            result = self.change(each, seen, step)
            hidden = hidden + result.states
            if each.attends:
                own, cache = result.weights, result.cache
        return LayerResult(hidden, own, None, cache)

    def attention_module(self, *, crosses: bool = False) -> AttentionParts:
        """The module of self-attention, or of cross-attention."""
        module: AttentionParts = at(self, self._attention(crosses).attention)
        return module

    def prune_heads(self, heads: frozenset[int]) -> None:
        """Prune heads of self-attention, by their indices in the whole model."""
        residual, attention = self._attention(False), self.attention_module()
        if residual.output:
            output = at(at(self, residual.at), residual.output)
            attention.prune(heads, at(output, output.paths[0]))
        else:
            attention.prune(heads, at(attention, attention.attention_facts.output))

    def _attention(self, crosses: bool) -> Residual:
        return next(each for each in self.sublayers if each.attends and each.crosses is crosses)
