"""Stacks of layers: masks, caches, hidden states and layerdrop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import jax
import jax.numpy as jnp

from trivet.families import blocks
from trivet.families.outputs import BaseModelOutputWithPastAndCrossAttentions
from trivet_flax.cache import Cache, EncoderDecoderCache
from trivet_flax.cache.layers import LayerCache
from trivet_flax.layers.disentangled import ConvolvedInput, Distances, distance_rows
from trivet_flax.layers.embeddings import embedding
from trivet_flax.layers.layer import Layer
from trivet_flax.layers.linear import dropout, linear
from trivet_flax.layers.masks import causal_mask, expand_mask, layer_head_masks, places_of, window_mask
from trivet_flax.layers.norms import norm
from trivet_flax.layers.places import at, put
from trivet_flax.layers.relative import PatchPositionBias, relative_bias
from trivet_flax.layers.remat import Recomputing
from trivet_flax.layers.setup import Setup
from trivet_flax.layers.slopes import sloped_bias
from trivet_flax.layers.step import LayerResult, Step

Array = jax.Array
States = BaseModelOutputWithPastAndCrossAttentions[Array]
AnyCache = Cache | EncoderDecoderCache


@dataclass
class RoutedStates(BaseModelOutputWithPastAndCrossAttentions[Array]):
    """The outputs of a stack with those of its routers, [batch · length, experts] of each layer with experts."""

    router_logits: tuple[Array, ...] = ()


class StackParts(Recomputing):
    """A sequence of layers, some of which may run several times.

    Attributes:
        layer_paths: path of each layer.
        passes: indices of the layers of each pass.
        causal, crosses: whether layers see no later tokens; whether they have cross-attention.
    """

    def add_layers(self, block: blocks.Stack, setup: Setup) -> None:
        """Create the layers, and the norm after them."""
        for each in block.layers:
            put(self, each.at, Layer(each, setup))
        self.layer_paths = tuple(each.at for each in block.layers)
        self.passes = block.passes or tuple((index,) for index in range(len(block.layers)))
        attentions = [each.attention for each in block.layers]
        self.causal = any(each.causal for each in attentions)
        self.windows = tuple(each.window for each in attentions)
        self.crosses = any(getattr(each.inner, "crosses", False) for layer in block.layers for each in layer.sublayers)
        self.shared_bias = block.relative
        if isinstance(block.relative, blocks.PatchBias):
            put(self, block.relative.at, PatchPositionBias(block.relative, setup))
        elif block.relative is not None:
            put(self, block.relative.table.at, embedding(block.relative.table, setup))
        if isinstance(block.relative, blocks.Disentangled) and block.relative.norm is not None:
            put(self, block.relative.norm.at, norm(block.relative.norm, setup))
        self.convolved = "" if block.convolved is None else block.convolved.at
        if block.convolved is not None:
            put(self, block.convolved.at, ConvolvedInput(block.convolved, setup))
        self.final_norm_at = "" if block.norm is None else block.norm.at
        if block.norm is not None:
            put(self, block.norm.at, norm(block.norm, setup))
        self.last_project, self.slopes = "" if block.project is None else block.project.at, block.slopes
        if block.project is not None:
            put(self, block.project.at, linear(block.project, setup))
        self.stack_dropout, self.layerdrop = dropout(block.dropout), dropout(block.layerdrop)

    @property
    def all_layers(self) -> list[Layer]:
        """The layers in order."""
        return [at(self, path) for path in self.layer_paths]

    def keys_of(self, source: Array) -> tuple[Any, ...]:
        """Each layer's keys and values of an encoder's states [batch, source length, size]."""
        layers = self.all_layers
        keys = [layer.attention_module(crosses=True).keys_of(source) for layer in layers]
        return tuple(keys[index] for turn in self.passes for index in turn)

    def run_layers(
        self,
        hidden: Array,
        attention_mask: Array | None,
        head_mask: Array | None,
        step: Step,
        *,
        past: AnyCache | None = None,
        source: Array | None = None,
        source_mask: Array | None = None,
        cross_head_mask: Array | None = None,
        output_hidden_states: bool = False,
    ) -> States:
        """
        Args:
            hidden: [batch, length, size].
            attention_mask: as for `causal_mask`, or for `expand_mask` if layers see all tokens.
            head_mask, cross_head_mask: as for `layer_head_masks`, for each pass.
            step: the data that is the same for all layers.
            past: the cache of earlier tokens; the outputs then contain the next cache.
            source: an encoder's states [batch, source length, size]; `source_mask` as for `expand_mask`.

        Raises:
            InvalidInputError: a mask has another shape.
            ValueError: the cache is another model's, or full.
        """
        held = past.self_attention if isinstance(past, EncoderDecoderCache) else past
        turns = [(number, index) for number, turn in enumerate(self.passes) for index in turn]
        if held is not None and len(held) != len(turns):
            raise ValueError(f"past_key_values is a cache of {len(held)} layer(s), the model has {len(turns)}")
        length, layers = hidden.shape[1], self.all_layers
        masks = self._masks(attention_mask, length, held, [index for _, index in turns])
        head_masks = layer_head_masks(head_mask, len(self.passes))
        cross_head_masks = layer_head_masks(cross_head_mask, len(self.passes), "cross_attn_head_mask")
        step = replace(
            step,
            bias=self._bias_of(length, held[0] if held else None, attention_mask),
            source_mask=expand_mask(source_mask),
        )
        shared = step.bias if isinstance(self.shared_bias, blocks.PatchBias) else None
        step, inputs = replace(step, distances=self._distances(length, held[0] if held else None)), hidden
        crossed = self._crossed(source, past, len(turns))
        states, results = [hidden], list[LayerResult]()
        for place, (number, index) in enumerate(turns):
            bias = layers[index].attention_module().bias_of(length, held[0] if held else None)
            if bias is not None and shared is not None:
                bias = bias + shared
            step = step if bias is None else replace(step, bias=bias)  # of later layers without one as well
            own = replace(
                step,
                mask=masks[place],
                head_mask=head_masks[number],
                cross_head_mask=cross_head_masks[number],
                source=crossed[place],
                cache=None if held is None else held[place],
            )
            results.append(self.run_layer(layers[index], hidden, own))
            hidden = self._unless_dropped(hidden, results[-1].states, step)
            if self.convolved and place + 1 == len(self.passes[0]):
                hidden = at(self, self.convolved)(inputs, hidden, step.tokens, step.deterministic, step.rngs)
            if place + 1 == len(turns) or turns[place + 1][0] != number:
                states.append(hidden)
        states[-1] = self._finished(hidden, step)
        output: States = BaseModelOutputWithPastAndCrossAttentions(
            states[-1],
            None if held is None else _after(past, held.with_layers([each.cache for each in results]), crossed),  # type: ignore[misc]
            tuple(states) if output_hidden_states else None,
            tuple(each.weights for each in results) if step.need_weights else None,  # type: ignore[misc]
            tuple(each.cross_weights for each in results) if step.need_weights and source is not None else None,  # type: ignore[misc]
        )
        if not step.need_routing:
            return output
        routed = tuple(each.router_logits for each in results if each.router_logits is not None)
        return RoutedStates(**vars(output), router_logits=routed)

    def _bias_of(self, length: int, cache: LayerCache | None, mask: Array | None) -> Array | None:
        """The bias [batch or 1, heads, queries or 1, keys] of the stack's table or slopes, or None."""
        block = self.shared_bias
        if self.slopes is not None:
            return sloped_bias(self.slopes, mask, places_of(length, cache)[1])
        if isinstance(block, blocks.PatchBias):
            bias: Array = at(self, block.at)()
            return bias
        if not isinstance(block, blocks.RelativeBias):
            return None
        table, facts = at(self, block.table.at), {"max_distance": block.max_distance}
        return relative_bias(table, *places_of(length, cache), **facts, bidirectional=block.bidirectional)

    def _finished(self, hidden: Array, step: Step) -> Array:
        if self.final_norm_at:
            hidden = at(self, self.final_norm_at)(hidden)
        if self.last_project:
            hidden = at(self, self.last_project)(hidden)
        return step.drop(self.stack_dropout, hidden)

    def _masks(self, mask: Array | None, length: int, held: Cache | None, layers: Sequence[int]) -> list[Any]:
        """The mask of each layer run; layers with the same capacity and window share one."""
        if not self.causal:
            windows = {self.windows[index] for index in layers}
            masks = {w: expand_mask(mask) if w is None else window_mask(mask, length, w) for w in windows}
            return [masks[self.windows[index]] for index in layers]
        by_key: dict[Any, Array] = {}
        alike = [(self.windows[index], type(held[place]) if held else None) for place, index in enumerate(layers)]
        for place, key in enumerate(alike):
            if key not in by_key:
                by_key[key] = causal_mask(mask, length, cache=held, layer=place, window=key[0])
        return [by_key[key] for key in alike]

    def _distances(self, length: int, cache: LayerCache | None) -> Distances | None:
        """The vectors of distances, if the layers' attention is disentangled."""
        block = self.shared_bias
        if not isinstance(block, blocks.Disentangled):
            return None
        table = at(self, block.table.at)
        vectors = table.embedding[...].astype(table.dtype)
        vectors = vectors if block.norm is None else at(self, block.norm.at)(vectors)
        return Distances(vectors, distance_rows(block, *places_of(length, cache)))

    def _crossed(self, source: Array | None, past: AnyCache | None, count: int) -> tuple[Any, ...]:
        if isinstance(past, EncoderDecoderCache) and past.cross_attention:
            return past.cross_attention
        return (None,) * count if source is None else self.keys_of(source)

    def _unless_dropped(self, before: Array, after: Array, step: Step) -> Array:
        """In training, a whole layer is skipped at random (https://arxiv.org/abs/1909.11556)."""
        drop = step.active(self.layerdrop)
        return after if drop is None else jnp.where(drop(jnp.ones(())) > 0, after, before)


class Stack(StackParts):
    """A stack as a separate module."""

    def __init__(self, block: blocks.Stack, setup: Setup) -> None:
        self.add_layers(block, setup)

    def __call__(self, hidden: Array, *inputs: Any, **options: Any) -> States:
        """As `run_layers`."""
        return self.run_layers(hidden, *inputs, **options)


def _after(past: AnyCache | None, held: Cache, crossed: tuple[Any, ...]) -> AnyCache:
    """The cache after a call, of the same kind as before."""
    return EncoderDecoderCache(held, crossed) if isinstance(past, EncoderDecoderCache) else held
