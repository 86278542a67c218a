"""An encoder or a decoder: embeddings, layers, and what follows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, cast

import torch
from torch import nn

from trivet.families import blocks
from trivet.families.call_checks import require_one_of
from trivet.families.inputs import LOOKED_UP
from trivet_torch.cache import (
    Cache,
    EncoderDecoderCache,
    SinkCache,
    decoder_cache,
    encoder_decoder_cache,
    prefix_cache,
    returned,
)
from trivet_torch.layers.checkpointed import caching
from trivet_torch.layers.embeddings import EmbeddingParts, TextEmbeddings
from trivet_torch.layers.linear import linear
from trivet_torch.layers.masks import head_masks, positions_by_mask, token_masks
from trivet_torch.layers.norms import norm
from trivet_torch.layers.pictures import PatchEmbeddings
from trivet_torch.layers.places import Path, put, reach
from trivet_torch.layers.pooler import Pooler, Pooling, add_pooling
from trivet_torch.layers.products import require_fits
from trivet_torch.layers.rotary import Rotation, rotations_of
from trivet_torch.layers.slopes import SlopedBias
from trivet_torch.layers.sounds import SoundParts
from trivet_torch.layers.stack import Stack, StackParts
from trivet_torch.layers.step import Source, Step, masks_of, source_bias

Tensor = torch.Tensor
Inputs = Mapping[str, Any]
Kept = Cache | EncoderDecoderCache | None


class Transformed(NamedTuple):
    """The output of a call: last states, pooled output, and other requested outputs."""

    states: Tensor
    pooled: Tensor | None
    hidden_states: tuple[Tensor, ...] | None
    attentions: tuple[Tensor, ...] | None
    cross_attentions: tuple[Tensor, ...] | None
    cache: Any
    router_logits: tuple[Tensor, ...] | None


class TransformerParts(EmbeddingParts, SoundParts, StackParts):
    """A module with the parts of a transformer: see `blocks.Transformer`.

    Attributes:
        config: the model's config.
    """

    config: Any

    def add_transformer(
        self,
        block: blocks.Transformer,
        *,
        words: nn.Embedding | None = None,
        pooled: bool = True,
        masks: bool = False,
    ) -> None:
        """Create the modules.

        Args:
            words: the word embedding, if it already exists.
            pooled: whether to create the pooling layer.
            masks: whether patches of pictures can be masked.
        """
        embeddings, stack = block.embeddings, block.stack
        self._embeddings, self._stack = (tuple(filter(None, each.at.split("."))) for each in (embeddings, stack))
        self._reads_pictures = isinstance(embeddings, blocks.PatchEmbeddings)
        self._reads_sounds = isinstance(embeddings, blocks.SoundEmbeddings)
        if isinstance(embeddings, blocks.SoundEmbeddings):
            self.add_sounds(embeddings)
        elif isinstance(embeddings, blocks.PatchEmbeddings):
            put(self, embeddings.at, PatchEmbeddings(embeddings, masks=masks))
        elif embeddings.at:
            put(self, embeddings.at, TextEmbeddings(embeddings))
        else:
            self.add_embeddings(embeddings, words, shares=bool(block.at))
        if stack.at:
            put(self, stack.at, Stack(stack))
        else:
            self.add_stack(stack)
        self._project = None if block.project is None else put(self, block.project.at, linear(block.project))
        self._masks_tokens, self._routes = block.masks_tokens, block.routes
        self._is_causal, self._is_crossing = block.causal, block.crosses
        self._has_one_head_mask = block.one_head_mask
        places = embeddings.positions
        self._hidden_at = places.hidden if isinstance(places, blocks.Learned) and places.by_mask else None
        self._slopes = None if stack.slopes is None else SlopedBias(stack.slopes)
        turned = [layer.attention.rotary for layer in stack.layers]
        ropes = {each.at: each for each in turned if each is not None}
        self._rotary = {at: put(self, at, rotations_of(each)) for at, each in ropes.items()}
        self._outer_norm = None if block.norm is None else put(self, block.norm.at, norm(block.norm))
        self._pooler = self._add_pooler(block.pooler if pooled else None, block.pooler)

    def _add_pooler(self, block: blocks.Pooler | None, left_out: blocks.Pooler | None) -> Path | Pooling | None:
        """The path of the pooling layer, or its parts in this module."""
        if block is None:
            setattr(self, "pooler" if left_out is None else left_out.path or "pooler", None)
            return None
        return put(self, block.at, Pooler(block)) if block.at else add_pooling(self, block)

    def layers_of(self) -> Any:
        """The module with the layers: this module or one in it."""
        return reach(self, self._stack)

    def transformed(self, inputs: Inputs) -> Transformed:
        """
        Args:
            inputs: arguments of a call, by name; those that are None may be omitted.

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are passed, a mask has another shape, the
                cache is full, or an encoder's states are passed to layers without cross-attention.
        """
        get = inputs.get
        cache = self._cache(get("past_key_values"), get("use_cache"))
        if self._reads_sounds:
            states, inputs = self._sounds(inputs)
            positions, get = torch.arange(states.shape[1], device=states.device), inputs.get
        else:
            states, positions = self._pictures(inputs) if self._reads_pictures else self._tokens(inputs, cache)
        tokens, seeing = self._token_masks(get("attention_mask"), states)
        if tokens is not None:
            states = states * tokens[..., None].to(states.dtype)
        if self._project is not None:
            states = reach(self, self._project)(states)
        need_states = self._wants("output_hidden_states", get("output_hidden_states"))
        step, stack = self._step_of(inputs, states, positions, cache), self.layers_of()
        step = step._replace(tokens=tokens, seeing=seeing)
        ran = stack(states, step, need_states) if self._stack else self.run_layers(states, step, need_states)
        states = ran.states if self._outer_norm is None else reach(self, self._outer_norm)(ran.states)
        kept = returned(cache, inputs.get("past_key_values")) if self._is_causal else None
        inner = ran.hidden_states, ran.attentions, ran.cross_attentions
        return Transformed(states, self._pooled(states), *inner, kept, ran.router_logits)

    def _tokens(self, inputs: Inputs, cache: Kept) -> tuple[Tensor, Tensor]:
        """The embedded tokens of a text [batch, length, size], and their positions [length]."""
        get = inputs.get
        ids, vectors = get("input_ids"), get("inputs_embeds")
        require_one_of(ids, vectors)
        positions = self._positions_of(ids if vectors is None else vectors, cache, get("cache_position"))
        embed = reach(self, self._embeddings) if self._embeddings else self.embedded
        after = positions if self._is_causal or cache is not None else None
        further, places = {name: get(name) for name in LOOKED_UP}, get("position_ids")
        if places is None and self._hidden_at is not None:
            places = positions_by_mask(get("attention_mask"), positions, self._hidden_at)
        return embed(ids, get("token_type_ids"), places, vectors, after, further), positions

    def _pictures(self, inputs: Inputs) -> tuple[Tensor, Tensor]:
        """The embedded patches of pictures, likewise."""
        states = reach(self, self._embeddings)(
            inputs.get("pixel_values"), inputs.get("bool_masked_pos"), inputs.get("interpolate_pos_encoding")
        )
        return states, torch.arange(states.shape[1], device=states.device)

    def _sounds(self, inputs: Inputs) -> tuple[Tensor, Inputs]:
        """The embedded frames of spectrograms, and the inputs without the mask of frames, which hides no token."""
        states = self.heard(inputs.get("input_features"), inputs.get("attention_mask"))
        return states, {**inputs, "attention_mask": None}

    def _positions_of(self, tokens: Any, cache: Kept, cache_position: Tensor | None) -> Tensor:
        """Positions of tokens [batch, length]: the caller's, or else after those in the cache."""
        if cache_position is not None:
            return cache_position
        own = _own(cache)
        if own is None:
            return torch.arange(tokens.shape[1], device=tokens.device)
        return own.next_positions(tokens.shape[1], tokens.device)

    def _step_of(self, inputs: Inputs, states: Tensor, positions: Tensor, cache: Kept) -> Step:
        """The data of the call for all layers."""
        get, own, windows = inputs.get, _own(cache), self.layers_of().windows()
        position_ids = get("position_ids")
        places = positions[None] if position_ids is None else position_ids
        rotations = {at: reach(self, path)(places, states.dtype) for at, path in self._rotary.items()}
        masks = masks_of(get("attention_mask"), states.dtype, positions, windows, own, causal=self._is_causal)
        if self._slopes is not None:
            masks = self._slopes.added(masks, get("attention_mask"), states.dtype, positions, own)
        return Step(
            positions,
            masks,
            head_masks(get("head_mask"), len(windows)),
            self._wants("output_attentions", get("output_attentions")),
            own,
            rotations,
            self._source(inputs, cache, states, len(windows)),
            turns=self._turns(places, states, own),
            need_routing=self._routes and self._wants("output_router_logits", get("output_router_logits")),
        )

    def _token_masks(self, mask: Tensor | None, states: Tensor) -> tuple[Tensor | None, Tensor | None]:
        if not self._masks_tokens or mask is None:
            return None, None
        tokens, seeing = token_masks(mask, states.shape[1])
        require_fits(tokens[:, None, None], None, (states.shape[0], 1, 1, states.shape[1]))
        return tokens, seeing

    def _turns(self, places: Tensor, states: Tensor, own: Cache | None) -> Mapping[str, Rotation] | None:
        """The rotations by which a cache moves the keys of earlier tokens towards the start."""
        if not isinstance(own, SinkCache):
            return None
        count = own.dropped(states.shape[1])
        return {at: reach(self, path).back(count, places, states.dtype) for at, path in self._rotary.items()}

    def _wants(self, name: str, asked: bool | None) -> bool:
        return bool(getattr(self.config, name) if asked is None else asked)

    def _pooled(self, states: Tensor) -> Tensor | None:
        if self._pooler is None:
            return None
        if isinstance(self._pooler, Pooling):
            return self._pooler.pooled(self, states)
        return cast(Tensor, reach(self, self._pooler)(states))

    def _cache(self, past: Any, use_cache: bool | None) -> Kept:
        if not self._is_causal and past is None:
            return None
        stack = self.layers_of()
        asked = use_cache if self._is_causal else False
        is_caching = caching((layer for each in stack.passes() for layer in each), self.config, asked, past)
        if not self._is_causal:
            return prefix_cache(past)
        # With skipped layers a cache would be useless.
        is_caching = is_caching and not (stack.layerdrop and self.training)
        return encoder_decoder_cache(past, is_caching) if self._is_crossing else decoder_cache(past, is_caching)

    def _source(self, inputs: Inputs, cache: Kept, queries: Tensor, passes: int) -> Source | None:
        states, mask = inputs.get("encoder_hidden_states"), inputs.get("encoder_attention_mask")
        if not self._is_crossing:
            if states is not None or mask is not None:
                raise ValueError(
                    "this model has no cross-attention: leave out encoder_hidden_states and encoder_attention_mask"
                )
            return None
        kept = cache if isinstance(cache, EncoderDecoderCache) else None
        if states is None and (kept is None or not kept.cross_attention):
            return None
        masks = head_masks(inputs.get("head_mask" if self._has_one_head_mask else "cross_attn_head_mask"), passes)
        return Source(states, source_bias(mask, queries.shape[1], queries.dtype), kept, masks)


def _own(cache: Kept) -> Cache | None:
    """The cache of the decoder's tokens, without that of an encoder's output."""
    return cache.self_attention if isinstance(cache, EncoderDecoderCache) else cache
