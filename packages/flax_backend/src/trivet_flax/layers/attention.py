"""Attention with all options of blueprints.

If a block has no path of its own, its layers belong to the containing module, which then is one of the `…Parts`;
otherwise the block is a separate module.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from flax import nnx

from trivet.families import blocks
from trivet.families.pruning import kept_heads, kept_places
from trivet_flax.cache.layers import CrossLayer, LayerCache
from trivet_flax.layers.disentangled import distance_scores
from trivet_flax.layers.embeddings import embedding
from trivet_flax.layers.linear import dropout, linear
from trivet_flax.layers.masks import places_of
from trivet_flax.layers.norms import norm
from trivet_flax.layers.places import at, put
from trivet_flax.layers.products import attend, split_parts
from trivet_flax.layers.pruning import keep
from trivet_flax.layers.relative import PatchPositionBias, key_scores, relative_bias
from trivet_flax.layers.rotary import rotate
from trivet_flax.layers.setup import ZEROS, Setup
from trivet_flax.layers.step import Attended, Step

Array = jax.Array


@dataclass(frozen=True, slots=True)
class AttentionFacts:
    """The facts of attention besides its modules. One value, because each attribute of a module has a cost.

    Attributes:
        projections: paths of the layers for queries, keys and values; fewer if they are fused.
        parts: what each of them projects to, in the order of its outputs: letters of `qkv`.
        groups: how often the parts of a fused one alternate.
        output: path of the output projection; empty if it is elsewhere.
        heads, key_heads: number of query heads, and of key-value heads.
        rotary: path of the rotary positions in the blueprint; empty if there are none.
        interleaved: which elements they rotate together, as for `blocks.Rotary`.
        turns_values: whether values are rotated, too.
        head_norms: paths of the norms of queries and of keys, if any.
        norms_whole: whether these are of all heads as one vector.
        clip: bound of queries, keys and values as they are projected; None for none.
        distances: path of the table of relative positions; empty if there is none.
        compares: whether keys are compared with the table as well as queries; None if it is a bias.
        patch_bias: path of the bias by how patches lie to each other; empty if there is none.
        buckets: for a bias, the distance of the last bucket, and whether some are for keys after the query.
        disentangled: scores of words and distances, if there are any.
        own_biases: names of biases of queries and of values beside the projections, if there are any.
        pruned: pruned heads, by their indices in the whole model.
    """

    projections: tuple[str, ...]
    parts: tuple[str, ...]
    groups: int
    output: str
    heads: int
    key_heads: int
    head_size: int
    scale: float
    softcap: float | None
    crosses: bool
    window: int | None
    rotary: str
    interleaved: bool
    turns_values: bool
    head_norms: tuple[str, ...]
    norms_whole: bool
    clip: float | None
    distances: str
    compares: bool | None
    patch_bias: str
    buckets: tuple[int, bool] | None
    disentangled: blocks.Disentangled | None
    own_biases: tuple[str, str] | None
    pruned: frozenset[int]

    @classmethod
    def of(cls, block: blocks.Attention, *, holds_output: bool) -> AttentionFacts:
        """The facts of a block."""
        *into, last = (each.at for each in block.projections())
        distances = block.relative
        return cls(
            projections=tuple(into),
            parts=block.parts,
            groups=1 if block.fused is None else block.fused.groups,
            output=last if holds_output else "",
            heads=block.kept,
            key_heads=block.kept if block.key_heads is None else block.key_heads,
            head_size=block.head_size,
            scale=block.scale,
            softcap=block.softcap,
            crosses=block.crosses,
            window=block.window,
            rotary="" if block.rotary is None else block.rotary.at,
            interleaved=block.rotary is not None and block.rotary.interleaved,
            turns_values=block.rotary is not None and block.rotary.values,
            norms_whole=block.norms_whole,
            clip=block.clip,
            head_norms=tuple(each.at for each in block.head_norms or ()),
            distances=distances.table.at if isinstance(distances, blocks.RelativeBias | blocks.RelativeKeys) else "",
            patch_bias=distances.at if isinstance(distances, blocks.PatchBias) else "",
            compares=distances.with_queries if isinstance(distances, blocks.RelativeKeys) else None,
            buckets=(distances.max_distance, distances.bidirectional)
            if isinstance(distances, blocks.RelativeBias)
            else None,
            disentangled=distances if isinstance(distances, blocks.Disentangled) else None,
            own_biases=block.own_biases,
            pruned=frozenset(block.pruned),
        )


class AttentionParts(nnx.Module):
    """Multi-head self-attention, including cached tokens, or cross-attention."""

    def add_attention(self, block: blocks.Attention, setup: Setup, *, holds_output: bool) -> None:
        """
        Args:
            holds_output: whether the last projection is here.
        """
        *into, last = block.projections()
        for each in (*into, last) if holds_output else into:
            put(self, each.at, linear(each, setup))
        self.attention_facts = AttentionFacts.of(block, holds_output=holds_output)
        self.attention_dropout = dropout(block.dropout)
        for head_norm in block.head_norms or ():
            put(self, head_norm.at, norm(head_norm, setup))
        for bias in block.own_biases or ():
            setattr(self, bias, setup.parameter(ZEROS, block.kept * block.head_size))
        if isinstance(block.relative, blocks.Disentangled):  # the stack has its table
            for each in block.relative.projections(block.kept * block.head_size):
                put(self, each.at, linear(each, setup))
            self.distances_dropout = dropout(block.relative.dropout)
        elif isinstance(block.relative, blocks.PatchBias):
            put(self, block.relative.at, PatchPositionBias(block.relative, setup))
        elif block.relative is not None:
            put(self, block.relative.table.at, embedding(block.relative.table, setup))

    def attended(self, hidden: Array, step: Step) -> Attended:
        """[batch, length, size] → the same; not projected if the last projection is elsewhere."""
        facts = self.attention_facts
        queries, keys, values = self._split(hidden, step)
        cache = None if facts.crosses else step.cache
        if cache is not None:
            cache, keys, values = cache.update(keys, values)
        keys, values = keys.astype(queries.dtype), values.astype(queries.dtype)
        context, weights = attend(
            queries,
            keys,
            values,
            step.source_mask if facts.crosses else step.mask,
            bias=self._bias(queries, keys, step),
            scale=facts.scale,
            softcap=facts.softcap,
            head_mask=step.cross_head_mask if facts.crosses else step.head_mask,
            drop=step.active(self.attention_dropout),
            need_weights=step.need_weights,
        )
        if step.seeing is not None and not facts.crosses:
            context = context * jnp.swapaxes(step.seeing, 1, 2)
            weights = None if weights is None else weights * step.seeing
        context = context.reshape(*hidden.shape[:-1], -1)
        if facts.output:
            context = at(self, facts.output)(context)
        return Attended(context, weights, cache)

    def _split(self, hidden: Array, step: Step) -> tuple[Array, Array, Array]:
        """Queries, keys and values [batch, length, heads, head size]."""
        facts = self.attention_facts
        if facts.crosses:
            if step.source is None:
                raise TypeError("cross-attention was called without an encoder's states")
            (queries,) = self._projected(hidden, "q")
            return self._normed(queries, 0), step.source.key, step.source.value
        queries, keys, values = self._projected(hidden)
        queries, keys, values = self._normed(queries, 0), self._normed(keys, 1), self._normed(values)
        if facts.rotary and step.rotations is not None:
            rotation = step.rotations[facts.rotary]
            queries, keys = (rotate(each, rotation, interleaved=facts.interleaved) for each in (queries, keys))
            values = rotate(values, rotation, interleaved=facts.interleaved) if facts.turns_values else values
        return queries, keys, values

    def keys_of(self, source: Array) -> CrossLayer:
        """Keys and values of an encoder's states [batch, source length, size]."""
        keys, values = self._projected(source, "kv")
        return CrossLayer(self._normed(keys, 1), self._normed(values))

    def _projected(self, hidden: Array, wanted: str = "qkv") -> list[Array]:
        """What is wanted of queries, keys and values, [batch, length, heads, head size] each."""
        facts, apart = self.attention_facts, dict[str, Array]()
        for path, parts in zip(facts.projections, facts.parts, strict=True):
            if parts[0] in wanted:
                heads = [facts.heads if part == "q" else facts.key_heads for part in parts]
                apart |= zip(parts, split_parts(at(self, path)(hidden), heads, facts.groups), strict=True)
        return [apart[part] for part in wanted]

    def _normed(self, heads: Array, place: int | None = None) -> Array:
        """Projected states [batch, length, heads, head size], normed and bounded.

        Args:
            place: 0 for queries, 1 for keys; None for values, which have no norm.
        """
        facts = self.attention_facts
        if facts.own_biases is not None and place != 1:
            bias = getattr(self, facts.own_biases[0 if place == 0 else 1])[...]
            heads = heads + bias.reshape(heads.shape[2], -1).astype(heads.dtype)
        if facts.head_norms and place is not None:
            layer = at(self, facts.head_norms[place])
            whole = heads.reshape(*heads.shape[:2], -1) if facts.norms_whole else heads
            heads = layer(whole).reshape(heads.shape)
        return heads if facts.clip is None else jnp.clip(heads, -facts.clip, facts.clip)

    def _bias(self, queries: Array, keys: Array, step: Step) -> Array | None:
        """The bias of the scores."""
        facts, bias = self.attention_facts, step.bias
        if facts.crosses:
            return None
        if facts.disentangled is not None:
            return self._distance_scores(facts.disentangled, queries, keys, step)
        if facts.compares is not None:
            places = places_of(queries.shape[1], step.cache)
            return (
                key_scores(at(self, facts.distances), queries, keys if facts.compares else None, places) * facts.scale
            )
        if bias is not None and bias.shape[1] == facts.heads + len(facts.pruned) > facts.heads:
            bias = bias[:, np.array(kept_heads(facts.pruned, facts.heads))]  # each head has its own; some are pruned
        return bias

    def _distance_scores(self, block: blocks.Disentangled, queries: Array, keys: Array, step: Step) -> Array | None:
        """The scores of words and distances."""
        if step.distances is None:
            raise TypeError("disentangled attention was called without the vectors of distances, which its stack has")
        facts, (vectors, rows) = self.attention_facts, step.distances
        vectors = step.drop(self.distances_dropout, vectors)
        names = block.names or (facts.projections[1], facts.projections[0])

        def heads_of(name: str) -> Array:
            projected: Array = at(self, name)(vectors)
            return projected.reshape(projected.shape[0], facts.heads, -1)

        own = distance_scores(
            queries,
            keys,
            heads_of(names[0]) if block.words_to_distances else None,
            heads_of(names[1]) if block.distances_to_words else None,
            rows,
        )
        return None if own is None else own * facts.scale

    def bias_of(self, length: int, cache: LayerCache | None) -> Array | None:
        """The bias [1, heads, queries, keys] of the scores in all layers of the stack, or None."""
        facts = self.attention_facts
        if facts.patch_bias:
            bias: Array = at(self, facts.patch_bias)()
            return bias
        if facts.buckets is None:
            return None
        max_distance, bidirectional = facts.buckets
        places = places_of(length, cache)
        return relative_bias(at(self, facts.distances), *places, max_distance=max_distance, bidirectional=bidirectional)

    def prune(self, heads: Iterable[int], reader: Any) -> None:
        """Remove heads, by their indices in the whole model, from the projections and from their reader."""
        facts, heads = self.attention_facts, frozenset(heads)
        size = facts.head_size
        places = kept_places(facts.pruned, heads, facts.heads, size)
        for path, parts in zip(facts.projections, facts.parts, strict=True):
            fused = [part * facts.heads * size + place for part in range(len(parts)) for place in places]
            keep(at(self, path), fused, outputs=True)
        keep(reader, places, outputs=False)
        kept = len(places) // size
        self.attention_facts = replace(facts, heads=kept, key_heads=kept, pruned=facts.pruned | heads)


class Attention(AttentionParts):
    """Attention as a separate module."""

    def __init__(self, block: blocks.Attention, setup: Setup, *, holds_output: bool = True) -> None:
        self.add_attention(block, setup, holds_output=holds_output)

    def __call__(self, hidden: Array, step: Step) -> Attended:
        """As `attended`."""
        return self.attended(hidden, step)
