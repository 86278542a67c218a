"""Multi-head attention (https://arxiv.org/abs/1706.03762) with all options of blueprints."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any, cast

import torch
from torch import nn

from trivet.families import blocks
from trivet.families.pruning import kept_heads, kept_places
from trivet_torch.layers.alone import shown, step_alone
from trivet_torch.layers.disentangled import distance_scores
from trivet_torch.layers.linear import keep, linear
from trivet_torch.layers.masks import bounded, causal_bias
from trivet_torch.layers.norms import norm
from trivet_torch.layers.places import Path, put, put_dropout, reach, state
from trivet_torch.layers.products import attend, merge_heads, require_fits, split_heads, split_parts
from trivet_torch.layers.relative import RelativeDistances, bias_module
from trivet_torch.layers.rotary import rotate
from trivet_torch.layers.step import Mask, Step

Tensor = torch.Tensor
Weights = Tensor | None


class AttentionParts(nn.Module):
    """A module with the projections of attention: see `blocks.Attention`.

    Attributes:
        fused: whether PyTorch's fused kernel may be used.
        heads, key_heads: number of query heads, and of key-value heads.
        pruned: pruned heads, by their indices in the whole model.
    """

    fused: bool = True
    pruned: frozenset[int] = frozenset()
    heads: int
    key_heads: int
    scale: float
    softcap: float | None
    dropout_probability: float
    _is_crossing: bool
    _rotary: str | None
    _interleaved: bool
    _turns_values: bool
    _clip: float | None
    _norms_whole: bool
    _in_float32: bool
    _into: tuple[Path, ...]
    _parts: tuple[str, ...]
    _groups: int
    _output: Path | None
    _head_norms: tuple[Path, ...]
    _distances: Path | None
    _disentangled: blocks.Disentangled | None
    _own_biases: tuple[str, str] | None

    def add_attention(self, block: blocks.Attention, *, holds_output: bool = True) -> None:
        """Create the projections, and other modules of attention with parameters.

        Args:
            holds_output: whether the last projection is among them; else the heads' outputs are the result.
        """
        *into, last = block.projections()
        paths = tuple(put(self, each.at, linear(each)) for each in into)
        output = put(self, last.at, linear(last)) if holds_output else None
        distances: Path | None = None
        if isinstance(block.relative, blocks.RelativeKeys):
            distances = put(self, block.relative.table.at, RelativeDistances(block.relative))
        elif isinstance(block.relative, blocks.Disentangled):  # the stack has its table
            self._add_distances(block, block.relative)
        elif block.relative is not None:  # read by the stack, for all its layers
            put(self, *bias_module(block.relative))
        state(
            self,
            heads=block.kept,
            key_heads=block.kept if block.key_heads is None else block.key_heads,
            pruned=frozenset(block.pruned),
            scale=block.scale,
            softcap=block.softcap,
            dropout_probability=block.dropout,
            _is_crossing=block.crosses,
            _rotary=None if block.rotary is None else block.rotary.at,
            _interleaved=block.rotary is not None and block.rotary.interleaved,
            _turns_values=block.rotary is not None and block.rotary.values,
            _clip=block.clip,
            _norms_whole=block.norms_whole,
            _in_float32=block.in_float32,
            _into=paths,
            _parts=block.parts,
            _groups=1 if block.fused is None else block.fused.groups,
            _output=output,
            _head_norms=tuple(put(self, each.at, norm(each)) for each in block.head_norms or ()),
            _distances=distances,
            _disentangled=block.relative if isinstance(block.relative, blocks.Disentangled) else None,
            _own_biases=block.own_biases,
        )
        for bias in block.own_biases or ():
            setattr(self, bias, nn.Parameter(torch.zeros(block.kept * block.head_size)))

    def _add_distances(self, block: blocks.Attention, distances: blocks.Disentangled) -> None:
        """Create the projections of distances, and their dropout."""
        for each in distances.projections(block.kept * block.head_size):
            setattr(self, each.at, linear(each))
        put_dropout(self, distances.dropout, "distances_dropout")

    @property
    def num_attention_heads(self) -> int:
        """Number of heads that are left."""
        return self.heads

    num_heads = n_heads = num_attention_heads

    @property
    def attention_head_size(self) -> int:
        """Size of each head."""
        first = reach(self, self._into[0])
        weight = cast(Tensor, first.weight)
        outputs = weight.shape[0] if isinstance(first, nn.Linear) else weight.shape[1]
        return int(outputs) // sum(self._heads_of(part) for part in self._parts[0])

    head_dim = attention_head_size

    @property
    def all_head_size(self) -> int:
        """Size of all heads together."""
        return self.heads * self.attention_head_size

    def _heads_of(self, part: str) -> int:
        return self.heads if part == "q" else self.key_heads

    def _apart(self, number: int, states: Tensor) -> dict[str, Tensor]:
        """What one projection projects to: letter of `qkv` → [batch, heads, length, head_dim]."""
        parts = self._parts[number]
        heads = [self._heads_of(part) for part in parts]
        return dict(zip(parts, split_parts(reach(self, self._into[number])(states), heads, self._groups), strict=True))

    def _queries(self, states: Tensor) -> Tensor:
        return self._normed(split_heads(reach(self, self._into[0])(states), self.heads), 0)

    def keys_values(self, states: Tensor) -> tuple[Tensor, Tensor]:
        """Keys and values [batch, heads, length, head_dim] of states [batch, length, size]."""
        if len(self._into) == 2:
            parts = self._apart(1, states)
            key, value = parts["k"], parts["v"]
        else:
            key = split_heads(reach(self, self._into[1])(states), self.key_heads)
            value = split_heads(reach(self, self._into[2])(states), self.key_heads)
        return self._normed(key, 1), self._normed(value)

    def _projected(self, states: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        if len(self._into) > 1:
            return self._queries(states), *self.keys_values(states)
        parts = self._apart(0, states)
        return self._normed(parts["q"], 0), self._normed(parts["k"], 1), self._normed(parts["v"])

    def _normed(self, states: Tensor, place: int | None = None) -> Tensor:
        """Projected states [batch, heads, length, head_dim], normed and bounded.

        Args:
            place: 0 for queries, 1 for keys; None for values, which have no norm.
        """
        if self._own_biases is not None and place != 1:
            bias = cast(Tensor, getattr(self, self._own_biases[0 if place == 0 else 1]))
            states = states + bias.view(states.shape[1], 1, -1)
        if self._head_norms and place is not None:
            layer = reach(self, self._head_norms[place])
            if self._norms_whole:
                states = split_heads(layer(merge_heads(states)), states.shape[1])
            elif len(layer.normalized_shape) == 2:  # each head has a weight of its own
                states = layer(states.transpose(1, 2)).transpose(1, 2)
            else:
                states = layer(states)
        return states if self._clip is None else states.clamp(-self._clip, self._clip)

    def attended(self, states: Tensor, step: Step, number: int) -> tuple[Tensor, Weights]:
        """
        Args:
            states: [batch, length, size], from which queries are projected.
            step: the data of the call for all layers.
            number: index of the pass.

        Returns:
            [batch, length, size], or without the last projection [batch, length, heads · head_dim]; and the weights
            [batch, heads, length, keys] if asked for.
        """
        if self._is_crossing:
            source = step.source
            assert source is not None  # without a source, layers skip cross-attention
            query, (key, value) = self._queries(states), source.pair(number, self.keys_values)
            mask, head_mask = Mask(source.bias, False), source.head_masks[number]
        else:
            query, key, value = self._projected(states)
            rotation = None if self._rotary is None or step.rotations is None else step.rotations[self._rotary]
            if rotation is not None:
                query, key = (rotate(each, rotation, interleaved=self._interleaved) for each in (query, key))
                value = rotate(value, rotation, interleaved=self._interleaved) if self._turns_values else value
            mask, head_mask = step.masks[number], step.head_masks[number]
            places = None if self._distances is None else step.key_positions(number)
            if step.cache is not None:
                key, value = step.cache.update(key, value, number, self._cache_kwargs(step))
            if places is not None:
                mask = self._with_distances(query, key, mask, step.positions, places)
            if self._disentangled is not None:
                mask = self._with_distance_scores(self._disentangled, query, key, mask, step)
        if self._in_float32:
            wide = torch.promote_types(states.dtype, torch.float32)
            query, key, value = query.to(wide), key.to(wide), value.to(wide)
        bias = mask.bias
        if bias is not None:
            if bias.shape[1] == self.heads + len(self.pruned) > self.heads:
                bias = bias[:, kept_heads(self.pruned, self.heads)]  # each head has its own, and some heads are pruned
            if self._in_float32:
                bias = bias.to(query.dtype)
        context, weights = attend(
            query,
            key,
            value,
            bias,
            causal=mask.causal,
            scale=self.scale,
            softcap=self.softcap,
            dropout=self.dropout_probability if self.training else 0.0,
            head_mask=head_mask,
            need_weights=step.need_weights,
            fused=self.fused,
        )
        if step.seeing is not None and not self._is_crossing:
            context, weights = context * step.seeing, None if weights is None else weights * step.seeing
        merged = merge_heads(context)
        if self._in_float32:
            merged = merged.to(states.dtype)
        return (merged if self._output is None else reach(self, self._output)(merged)), weights

    def _cache_kwargs(self, step: Step) -> dict[str, Any]:
        """What a cache is told of new tokens."""
        kwargs: dict[str, Any] = {"cache_position": step.positions}
        if step.turns is not None and self._rotary is not None:
            kwargs["turned_back"] = partial(rotate, rotation=step.turns[self._rotary], interleaved=self._interleaved)
        return kwargs

    def _with_distances(self, query: Tensor, key: Tensor, mask: Mask, positions: Tensor, places: Tensor) -> Mask:
        """The mask with the scores of learned keys by distance added."""
        table = cast(RelativeDistances, reach(self, cast(Path, self._distances)))
        added = table.between(query, key, positions, places) * self.scale
        bias = causal_bias(None, added.dtype, positions, places) if mask.causal else mask.bias
        require_fits(bias, None, tuple(added.shape))
        return Mask(added if bias is None else added + bias, False)

    def _with_distance_scores(
        self, block: blocks.Disentangled, query: Tensor, key: Tensor, mask: Mask, step: Step
    ) -> Mask:
        """The mask with the scores of words and distances added."""
        assert step.distances is not None  # the stack has its table
        vectors, rows = step.distances
        dropout = self._modules.get("distances_dropout")
        vectors = vectors if dropout is None else dropout(vectors)
        queries, keys = self._into[:2] if not block.names else tuple((name,) for name in block.names[1::-1])

        def heads_of(path: Path, is_used: bool) -> Tensor | None:
            return split_heads(reach(self, path)(vectors[None]), self.heads)[0] if is_used else None

        keys_of_distances = heads_of(keys, block.words_to_distances)
        queries_of_distances = heads_of(queries, block.distances_to_words)
        added = distance_scores(query, key, keys_of_distances, queries_of_distances, rows) * self.scale
        require_fits(mask.bias, None, tuple(added.shape))
        return Mask(added if mask.bias is None else bounded(added + mask.bias), False)

    def prune(self, heads: Iterable[int], reader: nn.Module) -> None:
        """Remove heads, by their indices in the whole model, from the projections and from the layer that reads them.

        Heads that are already pruned are ignored.
        """
        heads = frozenset(heads)
        if heads <= self.pruned:
            return
        reads = 1 if isinstance(reader, nn.Linear) else 0
        total = cast(Tensor, reader.weight).shape[reads]
        size = total // self.heads
        places = kept_places(self.pruned, heads, self.heads, size)
        for path, parts in zip(self._into, self._parts, strict=True):
            layer = reach(self, path)
            rows = [part * total + place for part in range(len(parts)) for place in places]
            keep(layer, rows, 0 if isinstance(layer, nn.Linear) else 1)
        keep(reader, places, reads)
        self.heads = self.key_heads = len(places) // size
        self.pruned = self.pruned | heads


class Attention(AttentionParts):
    """Attention as a separate module."""

    def __init__(self, block: blocks.Attention, *, holds_output: bool = True) -> None:
        super().__init__()
        self.add_attention(block, holds_output=holds_output)

    def forward(self, hidden_states: Tensor, *args: Any, **kwargs: Any) -> Any:
        """As `attended`. Called by itself, it takes the arguments of `step_alone` and returns a tuple.

        Raises:
            TypeError: as `step_alone`.
        """
        if args and isinstance(args[0], Step):
            return self.attended(hidden_states, *args)
        return shown(*self.attended(hidden_states, step_alone(self, hidden_states, *args, **kwargs), 0))
