"""The kind of encoder-decoder that BART and its relatives share: their blocks, their stacks, and their base model."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import jax
import jax.numpy as jnp
from flax import nnx

from trivet.families.call_checks import require_positions
from trivet.families.sinusoids import sinusoids
from trivet.families.vocabulary import padding_row
from trivet_flax.activations import activation
from trivet_flax.cache_layers import CrossLayer, LayerCache
from trivet_flax.layers.attention import MultiHeadAttention
from trivet_flax.layers.embeddings import Embedding, IndexEmbedding
from trivet_flax.layers.encoder_decoder import EncoderDecoder, shift_right
from trivet_flax.layers.feed_forward import Linear, dropout
from trivet_flax.layers.norms import LayerNorm
from trivet_flax.layers.setup import Setup
from trivet_flax.layers.stack import Block, BlockResult, Stack

Array = jax.Array


class Seq2SeqBlock(Block):
    """Self-attention, cross-attention in a decoder, feed-forward layers; each with residual and norm."""

    def __init__(self, config: Any, setup: Setup, *, heads: int, inner: int, crosses: bool) -> None:
        size, self.norms_first = config.d_model, config.norms_first
        names = ("q_proj", "k_proj", "v_proj", "out_proj")
        rate = config.attention_dropout
        self.self_attn = MultiHeadAttention(size, heads, names=names, rate=rate, setup=setup)
        self.self_attn_layer_norm = LayerNorm(size, 1e-5, setup)
        if crosses:
            self.encoder_attn = MultiHeadAttention(size, heads, names=names, rate=rate, setup=setup)
            self.encoder_attn_layer_norm = LayerNorm(size, 1e-5, setup)
        self.fc1 = Linear(size, inner, setup)
        self.activation = activation(config.activation_function)
        self.activation_dropout = dropout(config.activation_dropout)
        self.fc2 = Linear(inner, size, setup)
        self.final_layer_norm = LayerNorm(size, 1e-5, setup)
        self.dropout = dropout(config.dropout)

    def source_keys(self, source: Array) -> CrossLayer:
        """As `Block.source_keys`."""
        return self.encoder_attn.keys_of(source)

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
        """As `Block`."""
        before, after = self._norms(self.self_attn_layer_norm)
        given: dict[str, Any] = {"with_weights": with_weights, **drop}
        changed, weights, cache = self.self_attn(before(hidden), mask, head_mask, cache=cache, bias=bias, **given)
        hidden = after(hidden + self.dropout(changed, **drop))
        cross_weights = None
        if source is not None:
            before, after = self._norms(self.encoder_attn_layer_norm)
            changed, cross_weights, _ = self.encoder_attn(
                before(hidden), source_mask, cross_head_mask, source=source, **given
            )
            hidden = after(hidden + self.dropout(changed, **drop))
        before, after = self._norms(self.final_layer_norm)
        inner = self.activation_dropout(self.activation(self.fc1(before(hidden))), **drop)
        return after(hidden + self.dropout(self.fc2(inner), **drop)), weights, cross_weights, cache

    def _norms(self, norm: Any) -> tuple[Any, Any]:
        return (norm, _same) if self.norms_first else (_same, norm)


def _same(hidden: Array) -> Array:
    return hidden


class Seq2SeqStack(Stack):
    """Words and positions, `layers`, and the norms that the family's config has."""

    def __init__(self, config: Any, setup: Setup, words: Embedding | None, *, causal: bool) -> None:
        side = "decoder" if causal else "encoder"
        sizes = {"heads": getattr(config, f"{side}_attention_heads"), "inner": getattr(config, f"{side}_ffn_dim")}
        self.embed_tokens, self.causal = words, causal
        self.rows, self.size = config.position_rows, config.d_model
        self.offset = self.rows - config.max_position_embeddings  # rows of the table that are no position
        learned = config.has_learned_positions
        self.embed_positions: Any = IndexEmbedding(self.rows, self.size, setup) if learned else None
        layers = getattr(config, f"{side}_layers")
        self.layers = nnx.List([Seq2SeqBlock(config, setup, crosses=causal, **sizes) for _ in range(layers)])
        self.layernorm_embedding: Any = LayerNorm(self.size, 1e-5, setup) if config.has_embedding_norm else None
        self.layer_norm: Any = LayerNorm(self.size, 1e-5, setup) if config.has_final_norm else None
        self.heads, self.dtype = sizes["heads"], setup.dtype
        self.head_size = self.size // self.heads
        self.scale = math.sqrt(self.size) if config.scale_embedding else 1.0
        self.dropout = dropout(config.dropout)
        self.layerdrop = dropout(getattr(config, f"{side}_layerdrop"))

    @property
    def blocks(self) -> Sequence[Block]:
        """The blocks in order."""
        return self.layers

    def words(self, table: Embedding, input_ids: Array) -> Array:
        """As `Stack.words`."""
        return super().words(table, input_ids) * self.scale

    def embed(self, words: Array, position_ids: Array | None, start: Any, **drop: Any) -> Array:
        """As `Stack.embed`.

        Raises:
            InputRangeError: there are more tokens than positions.
        """
        length, positions = words.shape[1], self.rows - self.offset
        if position_ids is None:
            require_positions(length, positions)
            position_ids = jnp.arange(length)[None] + start
        if self.embed_positions is None:
            table = jnp.asarray(sinusoids(self.rows, self.size), words.dtype)
            hidden = words + jnp.take(table, position_ids, axis=0)
        else:
            hidden = words + self.embed_positions(position_ids + self.offset)
        if self.layernorm_embedding is not None:
            hidden = self.layernorm_embedding(hidden)
        return self.dropout(hidden, **drop)

    def finish(self, hidden: Array, **drop: Any) -> Array:
        """As `Stack.finish`."""
        return hidden if self.layer_norm is None else self.layer_norm(hidden)


class Seq2SeqModule(EncoderDecoder):
    """The base model of BART and its relatives: `shared` words, `encoder`, `decoder`."""

    def __init__(
        self, config: Any, *, dtype: Any = jnp.float32, param_dtype: Any = jnp.float32, rngs: nnx.Rngs
    ) -> None:
        setup = Setup(rngs, dtype, param_dtype, config.init_std)
        self.start, self.padding = config.decoder_start_token_id, config.pad_token_id
        encoder_words, decoder_words = self.make_words(config, setup)
        self.encoder = Seq2SeqStack(config, setup, encoder_words, causal=False)
        self.decoder = Seq2SeqStack(config, setup, decoder_words, causal=True)

    def make_words(self, config: Any, setup: Setup) -> tuple[Embedding | None, Embedding | None]:
        """Make `shared`; gives the words that each side has of its own."""
        size, padding = config.d_model, padding_row(config)
        self.shared = Embedding(config.vocab_size, size, setup, padding_index=padding)
        if config.shares_embeddings:
            return None, None
        return None, Embedding(config.vocab_size, size, setup, padding_index=padding)

    def shift_right(self, ids: Array) -> Array:
        """As `EncoderDecoder.shift_right`."""
        return shift_right(ids, self.start, self.padding)
