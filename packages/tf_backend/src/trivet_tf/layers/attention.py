"""Self-attention and cross-attention, with all options of blueprints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from trivet.families import blocks
from trivet.families.pruning import kept_heads, kept_places
from trivet_tf.cache import Pair
from trivet_tf.framework import keras, tf
from trivet_tf.layers.building import Composite, Holds
from trivet_tf.layers.disentangled import distance_scores
from trivet_tf.layers.linear import linear_class
from trivet_tf.layers.norms import norm_class
from trivet_tf.layers.places import Address, Place, follow
from trivet_tf.layers.products import attend, merge_heads, split_heads, split_parts
from trivet_tf.layers.pruning import keep
from trivet_tf.layers.relative import RelativeDistances, put_bias
from trivet_tf.layers.rotary import rotate
from trivet_tf.layers.step import Attended, Step

ops = keras.ops


class AttentionParts(Holds):
    """Mixin of objects with the projections of attention.

    Attributes:
        heads, key_heads: number of query heads, and of key-value heads.
        pruned: pruned heads, by their indices in the whole model.
    """

    def add_attention(self, block: blocks.Attention, *, holds_output: bool = True) -> None:
        """Create the projections and other layers of attention.

        Args:
            holds_output: whether the last projection is here.
        """
        *into, last = block.projections()
        for each in (*into, last) if holds_output else into:
            self.put_leaf(each.at, linear_class(each), each)
        self.reads = tuple(self.below(each.at, leaf=True) for each in into)
        self.projection_at: Address = self.below(last.at, leaf=True) if holds_output else ()
        self.parts, self.groups = block.parts, 1 if block.fused is None else block.fused.groups
        self.heads, self.head_dim, self.pruned = block.kept, block.head_size, frozenset(block.pruned)
        self.key_heads = block.kept if block.key_heads is None else block.key_heads
        self.scale, self.softcap, self.in_float32 = block.scale, block.softcap, block.in_float32
        self.window, self.crosses, self.clip = block.window, block.crosses, block.clip
        self.turned_by = "" if block.rotary is None else block.rotary.at
        self.turns_neighbours = block.rotary is not None and block.rotary.interleaved
        self.turns_values = block.rotary is not None and block.rotary.values
        self.norms_whole = block.norms_whole
        self.norms_apart = any(norm.heads is not None for norm in block.head_norms or ())
        self.prunable = block.prunable
        self.head_norms = tuple(norm.at for norm in block.head_norms or ())
        for norm in block.head_norms or ():
            self.put_leaf(norm.at, norm_class(norm), norm)
        self.distances_name = ""
        self.relative_at: Address = ()
        self.disentangled: blocks.Disentangled | None = None
        if isinstance(block.relative, blocks.RelativeBias | blocks.PatchBias):
            self.relative_at = put_bias(self, block.relative)
        elif isinstance(block.relative, blocks.Disentangled):  # the stack has its table
            self.disentangled = block.relative
            for each in block.relative.projections(block.kept * block.head_size):
                self.put_leaf(each.at, linear_class(each), each)
            self.put_dropout("distances_dropout", block.relative.dropout)
        elif block.relative is not None:
            self.distances_name = block.relative.table.at
            self.put_leaf(self.distances_name, RelativeDistances, block.relative)
        self.put_dropout("attention_dropout", block.dropout)
        self.own_biases = block.own_biases
        for bias in block.own_biases or ():
            self.own(bias, block.kept * block.head_size)

    def attended(self, states: tf.Tensor, step: Step, number: int) -> Attended:
        """Attention of states [batch, length, size].

        Args:
            number: index of the pass.

        Returns:
            [batch, length, size], or the input of the last projection if that is not here; the weights [batch, heads,
            length, keys] if requested; the key and value for the cache.
        """
        query, pair = self._query_and_pair(states, step, number)
        kept: Pair | None = None
        source = step.source if self.crosses else None
        if source is not None:
            kept = pair = source.pairs[number] if source.pairs else self.keys_of(source.states)
        elif step.cache is not None:
            kept, pair = step.cache.store(number, *pair)
        key, value = (ops.cast(each, query.dtype) for each in pair)
        if self.in_float32:
            query, key, value = (ops.cast(each, "float32") for each in (query, key, value))
        drops = step.training and vars(self)["attention_dropout"] is not None
        context, weights = attend(
            query,
            key,
            value,
            step.masks[self.window] if source is None else source.mask,
            bias=self._bias(query, key, step) if source is None else None,
            scale=self.scale,
            softcap=self.softcap,
            dropout=(lambda weights: self.dropped("attention_dropout", weights, True)) if drops else None,
            head_mask=(step.head_masks if source is None else source.head_masks)[number],
            need_weights=step.need_weights,
        )
        if step.seeing is not None and source is None:
            seeing = ops.cast(step.seeing, context.dtype)
            context, weights = context * seeing, None if weights is None else weights * seeing
        context = merge_heads(ops.cast(context, states.dtype))
        return Attended(self.last(context) if self.projection_at else context, weights, kept)

    def keys_of(self, states: tf.Tensor) -> Pair:
        """Keys and values of states, [batch, heads, length, head_dim] each."""
        if len(self.reads) == 2:
            parts = self._apart(1, states)
            return self._normed(parts["k"], -1), self._normed(parts["v"])
        key, value = (split_heads(follow(self, each)(states), self.key_heads) for each in self.reads[1:])
        return self._normed(key, -1), self._normed(value)

    def relative_bias(self, queries: tf.Tensor, keys: tf.Tensor) -> tf.Tensor:
        """The bias of the scores in all layers of the stack, from the positions of queries and keys."""
        return follow(self, self.relative_at)(queries, keys)

    def last(self, context: tf.Tensor) -> tf.Tensor:
        """The output projection of the heads' outputs."""
        return follow(self, self.projection_at)(context)

    def prune_attention(self, heads: Iterable[int], reader: keras.layers.Layer | None = None) -> None:
        """Prune heads, by their indices in the whole model.

        Args:
            reader: the last projection, if it is not here.
        """
        heads = frozenset(heads)
        places = kept_places(self.pruned, heads, self.heads, self.head_dim)
        width = self.heads * self.head_dim
        for each, parts in zip(self.reads, self.parts, strict=True):
            keep(follow(self, each), [part * width + place for part in range(len(parts)) for place in places], 1)
        keep(follow(self, self.projection_at) if reader is None else reader, places, 0)
        self.heads = self.key_heads = len(places) // self.head_dim
        self.pruned = self.pruned | heads

    def _query_and_pair(self, states: tf.Tensor, step: Step, number: int) -> tuple[tf.Tensor, Any]:
        """Queries, and in self-attention keys and values, rotated if positions are rotary."""
        if len(self.reads) == 1:
            parts = self._apart(0, states)
            query, key, value = parts["q"], self._normed(parts["k"], -1), self._normed(parts["v"])
        else:
            query = split_heads(follow(self, self.reads[0])(states), self.heads)
            if self.crosses:
                return self._normed(query, 0), None
            key, value = self.keys_of(states)
        query = self._normed(query, 0)
        rotation = step.rotations.get(self.turned_by)
        if rotation is not None:
            query, key = (rotate(each, rotation, interleaved=self.turns_neighbours) for each in (query, key))
            value = rotate(value, rotation, interleaved=self.turns_neighbours) if self.turns_values else value
        return query, (key, value)

    def _apart(self, number: int, states: tf.Tensor) -> dict[str, tf.Tensor]:
        """What one projection projects to: letter of `qkv` → [batch, heads, length, head_dim]."""
        parts = self.parts[number]
        heads = [self.heads if part == "q" else self.key_heads for part in parts]
        projected = follow(self, self.reads[number])(states)
        return dict(zip(parts, split_parts(projected, heads, self.groups), strict=True))

    def _normed(self, states: tf.Tensor, place: int | None = None) -> tf.Tensor:
        """Projected states [batch, heads, length, head_dim], normed and bounded.

        Args:
            place: 0 for queries, -1 for keys; None for values, which have no norm.
        """
        if self.own_biases is not None and place != -1:
            bias = getattr(self, self.own_biases[0 if place == 0 else 1])
            states = states + ops.cast(ops.reshape(bias, (1, states.shape[1], 1, -1)), states.dtype)
        if self.head_norms and place is not None:
            layer = getattr(self, self.head_norms[place])
            if self.norms_whole:
                states = split_heads(layer(merge_heads(states)), states.shape[1])
            elif self.norms_apart:
                states = ops.transpose(layer(ops.transpose(states, (0, 2, 1, 3))), (0, 2, 1, 3))
            else:
                states = layer(states)
        return states if self.clip is None else ops.clip(states, -self.clip, self.clip)

    def _bias(self, query: tf.Tensor, key: tf.Tensor, step: Step) -> tf.Tensor | None:
        """The bias of the scores of self-attention."""
        bias = step.bias
        if bias is not None and bias.shape[1] == self.heads + len(self.pruned) > self.heads:
            # Each head has its own, and some heads are pruned.
            bias = ops.take(bias, kept_heads(self.pruned, self.heads), axis=1)
        if self.disentangled is not None:
            return self._distance_scores(self.disentangled, query, key, step)
        if not self.distances_name:
            return bias
        if self.key_heads != self.heads:
            key = ops.repeat(key, self.heads // self.key_heads, axis=1)
        own = self.scale * getattr(self, self.distances_name)(query, key, step.positions)
        return own if bias is None else own + bias

    def _distance_scores(
        self, block: blocks.Disentangled, query: tf.Tensor, key: tf.Tensor, step: Step
    ) -> tf.Tensor | None:
        """The scores of words and distances."""
        assert step.distances is not None  # the stack has its table
        vectors, rows = step.distances
        vectors = self.dropped("distances_dropout", vectors, step.training)
        own = (self.below(name, leaf=True) for name in block.names[1::-1])
        queries, keys = own if block.names else self.reads[:2]

        def heads_of(place: Address) -> tf.Tensor:
            return ops.cast(split_heads(follow(self, place)(ops.expand_dims(vectors, 0)), self.heads), query.dtype)

        scores = distance_scores(
            query,
            key,
            heads_of(keys) if block.words_to_distances else None,
            heads_of(queries) if block.distances_to_words else None,
            rows,
        )
        return None if scores is None else self.scale * scores


class Attention(AttentionParts, Composite):
    """Attention as a separate layer."""

    def __init__(self, block: blocks.Attention, holds_output: bool, *, place: Place, name: str) -> None:
        super().__init__(place=place, name=name)
        self.add_attention(block, holds_output=holds_output)

    def call(self, states: tf.Tensor, step: Step, number: int) -> Attended:
        """As `attended`."""
        return self.attended(states, step, number)
