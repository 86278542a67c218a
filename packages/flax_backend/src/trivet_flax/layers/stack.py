"""The stack of blocks that an encoder is, or a decoder that attends to an encoder. Knows no family.

A family says how tokens become states, what a block is, and how the stack ends.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from flax import nnx

from trivet.families.call_checks import require_one_of
from trivet.families.outputs import BaseModelOutputWithPastAndCrossAttentions
from trivet_flax.cache import EncoderDecoderCache
from trivet_flax.cache_layers import CrossLayer, LayerCache
from trivet_flax.layers.attention import causal_mask, expand_mask, layer_head_masks
from trivet_flax.layers.embeddings import Embedding
from trivet_flax.layers.feed_forward import active_dropout
from trivet_flax.layers.remat import Recomputing

Array = jax.Array
States = BaseModelOutputWithPastAndCrossAttentions[Array]
BlockResult = tuple[Array, Array | None, Array | None, LayerCache | None]
"""States, weights of self-attention and of cross-attention (where wanted), cache."""


class Block(nnx.Module, ABC):
    """One block of a stack."""

    @abstractmethod
    def source_keys(self, source: Array) -> CrossLayer:
        """What cross-attention sees of an encoder's states [batch, source length, hidden]."""

    @abstractmethod
    def __call__(
        self,
        hidden: Array,
        mask: Array | None,
        head_mask: Array | None,
        *,
        source: CrossLayer | None,
        source_mask: Array | None,
        cross_head_mask: Array | None,
        cache: LayerCache | None,
        bias: Array | None,
        with_weights: bool,
        **drop: Any,
    ) -> BlockResult:
        """[batch, length, hidden] → the same; `drop`: `deterministic` and `rngs`, as dropout takes them."""


class Stack(Recomputing, ABC):
    """Embeddings, blocks, and what ends them.

    Attributes:
        embed_tokens: the words, where it has its own; others are given to each call. (One table that two stacks held
            would have two names, and which of them owned it would depend on the order of a module's attributes.)
        causal: whether it is a decoder, which may attend to a source as well.
        heads, head_size: of self-attention.
        dtype: of the computation.
        layerdrop: drops whole blocks.
    """

    embed_tokens: Any
    causal: bool
    heads: int
    head_size: int
    dtype: Any
    layerdrop: nnx.Dropout

    @property
    @abstractmethod
    def blocks(self) -> Sequence[Block]:
        """The blocks in order."""

    @abstractmethod
    def embed(self, words: Array, position_ids: Array | None, start: Any, **drop: Any) -> Array:
        """The states that the first block takes, [batch, length, hidden].

        Args:
            words: embedded tokens.
            position_ids: [batch, length]; None: counted from `start`.
        """

    @abstractmethod
    def finish(self, hidden: Array, **drop: Any) -> Array:
        """What becomes of the last block's states."""

    def bias(self, queries: Any, keys: Any) -> Array | None:
        """A bias on the scores of self-attention, for the positions of queries and keys."""
        return None

    def words(self, table: Embedding, input_ids: Array) -> Array:
        """Tokens embedded, [batch, length, hidden]."""
        return table(input_ids)

    def __call__(
        self,
        input_ids: Array | None,
        inputs_embeds: Array | None,
        attention_mask: Array | None,
        position_ids: Array | None,
        head_mask: Array | None,
        *,
        shared: Embedding | None = None,
        source: Array | None = None,
        source_mask: Array | None = None,
        cross_head_mask: Array | None = None,
        past: EncoderDecoderCache | None = None,
        output_attentions: bool = False,
        output_hidden_states: bool = False,
        **drop: Any,
    ) -> States:
        """
        Args:
            shared: words, for a stack without its own.
            attention_mask: as `expand_mask` or (in a decoder) `causal_mask` takes it.
            source: an encoder's states, [batch, source length, hidden]; `source_mask` as `expand_mask` takes it.
            head_mask, cross_head_mask: as `layer_head_masks` takes them.

        Raises:
            InvalidInputError: neither or both of `input_ids` and `inputs_embeds` are given.
        """
        require_one_of(input_ids, inputs_embeds, "decoder_" if self.causal else "")
        table: Any = shared if self.embed_tokens is None else self.embed_tokens
        words = self.words(table, input_ids) if input_ids is not None else inputs_embeds
        held = None if past is None else past.self_attention
        start = 0 if held is None else held.index
        hidden = self.embed(jnp.asarray(words), position_ids, start, **drop)
        length = hidden.shape[1]
        mask = causal_mask(attention_mask, length, cache=held) if self.causal else expand_mask(attention_mask)
        keys = np.arange(length) if held is None else held[0].key_positions(length)
        alike: dict[str, Any] = {
            "source_mask": expand_mask(source_mask),
            "bias": self.bias(np.arange(length) + start, keys),
            "with_weights": output_attentions,
        }
        head_masks = layer_head_masks(head_mask, len(self.blocks))
        cross_head_masks = layer_head_masks(cross_head_mask, len(self.blocks), "cross_attn_head_mask")
        crossed = self._crossed(source, past)
        states, results = [hidden], []
        for index, block in enumerate(self.blocks):
            result = self.run_layer(
                block,
                hidden,
                mask,
                head_masks[index],
                source=crossed[index],
                cross_head_mask=cross_head_masks[index],
                cache=None if held is None else held[index],
                **alike,
                **drop,
            )
            hidden = self._unless_dropped(hidden, result[0], **drop)
            states.append(hidden)
            results.append(result)
        states[-1] = self.finish(hidden, **drop)
        _, weights, cross_weights, caches = zip(*results, strict=True)
        return BaseModelOutputWithPastAndCrossAttentions(
            states[-1],
            None if held is None else EncoderDecoderCache(held.with_layers(caches), crossed),
            tuple(states) if output_hidden_states else None,
            weights if output_attentions else None,
            cross_weights if output_attentions and source is not None else None,
        )

    def _crossed(self, source: Array | None, past: EncoderDecoderCache | None) -> tuple[Any, ...]:
        if past is not None and past.cross_attention:
            return past.cross_attention
        return tuple(None if source is None else block.source_keys(source) for block in self.blocks)

    def _unless_dropped(self, before: Array, after: Array, *, deterministic: bool | None, rngs: Any) -> Array:
        """In training, a whole block is left out now and then (https://arxiv.org/abs/1909.11556)."""
        drop = active_dropout(self.layerdrop, deterministic, rngs)
        return after if drop is None else jnp.where(drop(jnp.ones(())) > 0, after, before)
