"""T5's layers, of which `models/t5.py` makes its models: attention with relative positions, blocks, stacks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import jax
from flax import nnx

from trivet.families.text.t5 import T5Config
from trivet_flax.activations import activation
from trivet_flax.cache_layers import CrossLayer, LayerCache
from trivet_flax.layers.attention import MultiHeadAttention
from trivet_flax.layers.embeddings import IndexEmbedding
from trivet_flax.layers.feed_forward import Linear, dropout
from trivet_flax.layers.norms import RMSNorm
from trivet_flax.layers.relative_positions import relative_bias
from trivet_flax.layers.setup import Setup
from trivet_flax.layers.stack import Block, BlockResult, Stack

Array = jax.Array


class T5Attention(MultiHeadAttention):
    """Attention without biases and without scaling; the first of a stack holds the table of relative positions."""

    def __init__(self, config: T5Config, setup: Setup, *, positions: bool = False) -> None:
        size, heads, head = config.d_model, config.num_heads, config.d_kv
        factor = config.initializer_factor
        outer, inner = factor * size**-0.5, factor * (heads * head) ** -0.5
        super().__init__(
            size,
            heads,
            names=("q", "k", "v", "o"),
            rate=config.dropout_rate,
            setup=setup,
            head_size=head,
            use_bias=False,
            scale=1.0,
            stds=(outer * head**-0.5, outer, outer, inner),
        )
        rows = config.relative_attention_num_buckets
        table = IndexEmbedding(rows, heads, setup.with_std(outer)) if positions else None
        self.relative_attention_bias: Any = table


class T5Residual(nnx.Module):
    """hidden + dropout(sublayer(norm(hidden))), the sublayer under the name that the family gives it."""

    def __init__(self, name: str, sublayer: nnx.Module, config: T5Config, setup: Setup) -> None:
        setattr(self, name, sublayer)
        self.name = name
        self.layer_norm = RMSNorm(config.d_model, config.layer_norm_epsilon, setup)
        self.dropout = dropout(config.dropout_rate)

    @property
    def sublayer(self) -> Any:
        """Attention or feed-forward layers."""
        return getattr(self, self.name)


class T5FeedForward(nnx.Module):
    """wo(activation(wi · x)), or with two layers `wi_0` and `wi_1`: wo(activation(wi_0 · x) * (wi_1 · x))."""

    def __init__(self, config: T5Config, setup: Setup) -> None:
        outer, inner, factor = config.d_model, config.d_ff, config.initializer_factor
        self.inputs = ("wi_0", "wi_1") if config.is_gated_act else ("wi",)
        for name in self.inputs:
            setattr(self, name, Linear(outer, inner, setup.with_std(factor * outer**-0.5), use_bias=False))
        self.wo = Linear(inner, outer, setup.with_std(factor * inner**-0.5), use_bias=False)
        self.activation = activation(config.dense_act_fn)
        self.dropout = dropout(config.dropout_rate)

    def __call__(self, hidden: Array, **drop: Any) -> Array:
        """[…, d_model] → […, d_model]."""
        first, *second = (getattr(self, name)(hidden) for name in self.inputs)
        inner = self.activation(first)
        widened: Array = self.wo(self.dropout(inner * second[0] if second else inner, **drop))
        return widened


class T5Block(Block):
    """Self-attention, cross-attention in a decoder, feed-forward layers: the list `layer`."""

    def __init__(self, config: T5Config, setup: Setup, *, crosses: bool, positions: bool) -> None:
        parts = [T5Residual("SelfAttention", T5Attention(config, setup, positions=positions), config, setup)]
        if crosses:
            parts.append(T5Residual("EncDecAttention", T5Attention(config, setup), config, setup))
        parts.append(T5Residual("DenseReluDense", T5FeedForward(config, setup), config, setup))
        self.layer = nnx.List(parts)

    def source_keys(self, source: Array) -> CrossLayer:
        """As `Block.source_keys`."""
        keys: CrossLayer = self.layer[1].sublayer.keys_of(source)
        return keys

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
        first, *_, last = self.layer
        given: dict[str, Any] = {"with_weights": with_weights, **drop}
        changed, weights, cache = first.sublayer(
            first.layer_norm(hidden), mask, head_mask, cache=cache, bias=bias, **given
        )
        hidden, cross_weights = hidden + first.dropout(changed, **drop), None
        if source is not None:
            cross = self.layer[1]
            changed, cross_weights, _ = cross.sublayer(
                cross.layer_norm(hidden), source_mask, cross_head_mask, source=source, **given
            )
            hidden = hidden + cross.dropout(changed, **drop)
        changed = last.sublayer(last.layer_norm(hidden), **drop)
        return hidden + last.dropout(changed, **drop), weights, cross_weights, cache


class T5Stack(Stack):
    """Words, the list `block`, and a norm with dropout."""

    def __init__(self, config: T5Config, setup: Setup, *, causal: bool) -> None:
        layers = config.num_decoder_layers if causal else config.num_layers
        self.embed_tokens, self.causal = None, causal
        self.block = nnx.List([T5Block(config, setup, crosses=causal, positions=index == 0) for index in range(layers)])
        self.final_layer_norm = RMSNorm(config.d_model, config.layer_norm_epsilon, setup)
        self.dropout, self.layerdrop = dropout(config.dropout_rate), dropout(0.0)
        self.heads, self.head_size, self.dtype = config.num_heads, config.d_kv, setup.dtype
        self.max_distance = config.relative_attention_max_distance

    @property
    def blocks(self) -> Sequence[Block]:
        """The blocks in order."""
        return self.block

    def embed(self, words: Array, position_ids: Array | None, start: Any, **drop: Any) -> Array:
        """As `Stack.embed`; positions are relative, and cannot be given."""
        if position_ids is not None:
            raise TypeError("position_ids were given, but T5 has relative positions only")
        return self.dropout(words, **drop)

    def finish(self, hidden: Array, **drop: Any) -> Array:
        """As `Stack.finish`."""
        return self.dropout(self.final_layer_norm(hidden), **drop)

    def bias(self, queries: Any, keys: Any) -> Array:
        """As `Stack.bias`: from the first block's table, for all blocks."""
        table = self.block[0].layer[0].sublayer.relative_attention_bias
        return relative_bias(table, queries, keys, max_distance=self.max_distance, bidirectional=not self.causal)
