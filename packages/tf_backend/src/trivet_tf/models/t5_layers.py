"""T5's layers: norms first and without shifts, no biases, relative positions that the first layer holds for all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from trivet.families.text.t5 import T5Config
from trivet_tf.cache import Pair
from trivet_tf.encoder_decoder_cache import EncoderDecoderCache
from trivet_tf.framework import keras, tf
from trivet_tf.layers.attention import Attention, attention_mask_of
from trivet_tf.layers.building import Composite
from trivet_tf.layers.encoder import run_layers
from trivet_tf.layers.feed_forward import FeedForward
from trivet_tf.layers.norms import RMSNorm
from trivet_tf.layers.relative_positions import RelativePositionBias
from trivet_tf.layers.seq2seq import decoder_mask, run_decoder
from trivet_tf.layers.step import Store, stored
from trivet_tf.outputs import TFBaseModelOutput, TFBaseModelOutputWithPastAndCrossAttentions
from trivet_tf.pruning import Prunable

ops = keras.ops


class T5Attention(Attention):
    """Attention whose scores are not scaled. Layers `q`, `k`, `v`, `o`, and perhaps `relative_attention_bias`.

    Args:
        positions: whether it holds the relative positions: True both ways, False one way, None not at all.
    """

    def __init__(self, config: T5Config, positions: bool | None = None, **kwargs: Any) -> None:
        factor, size, inner = config.initializer_factor, config.d_model, config.num_heads * config.d_kv
        near = factor * size**-0.5
        super().__init__(
            size,
            config.num_heads,
            ("q", "k", "v", "o"),
            dropout=config.dropout_rate,
            initializer_range=(near * config.d_kv**-0.5, near, near, factor * inner**-0.5),
            head_dim=config.d_kv,
            bias=False,
            scale=1.0,
            **kwargs,
        )
        self.relative_attention_bias: Any = None
        if positions is not None:
            self.relative_attention_bias = RelativePositionBias(
                config.relative_attention_num_buckets,
                config.num_heads,
                max_distance=config.relative_attention_max_distance,
                bidirectional=positions,
                initializer_range=near,
                dtype=self.dtype_policy,
                name="relative_attention_bias",
            )


class Sublayer(Composite):
    """`x + dropout(inner(layer_norm(x)))`, its parts. Layer `layer_norm`, and that which is given.

    Args:
        inner: makes the layer, for a config and keywords.
        inner_name: its name.
    """

    def __init__(self, config: T5Config, inner: Callable[..., Any], inner_name: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        policy = self.dtype_policy
        self.inner = inner(config, dtype=policy, name=inner_name)
        self.layer_norm = RMSNorm(config.d_model, eps=config.layer_norm_epsilon, dtype=policy, name="layer_norm")
        self.dropout = keras.layers.Dropout(config.dropout_rate, dtype=policy, name="dropout")

    def joined(self, states: tf.Tensor, change: tf.Tensor, training: bool) -> tf.Tensor:
        """The states with what the layer made of them."""
        return states + self.dropout(change, training=training)


def feed_forward(config: T5Config, **kwargs: Any) -> FeedForward:
    """The layer `DenseReluDense`."""
    factor = config.initializer_factor
    return FeedForward(
        config.d_model,
        config.d_ff,
        config.dense_act_fn,
        ("wi_0", "wo", "wi_1") if config.is_gated_act else ("wi", "wo"),
        initializer_range=(factor * config.d_model**-0.5, factor * config.d_ff**-0.5),
        dropout=config.dropout_rate,
        bias=False,
        **kwargs,
    )


class T5Block(Composite):
    """A layer: self-attention, in a decoder attention to the encoder, feed-forward. Layers `layer_._0`, …"""

    def __init__(self, config: T5Config, is_decoder: bool, has_positions: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        positions = not is_decoder if has_positions else None

        def self_attention(config: T5Config, **options: Any) -> T5Attention:
            return T5Attention(config, positions, **options)

        parts: list[tuple[Callable[..., Any], str]] = [(self_attention, "SelfAttention")]
        if is_decoder:
            parts.append((T5Attention, "EncDecAttention"))
        parts.append((feed_forward, "DenseReluDense"))
        self.layer = [
            Sublayer(config, *part, dtype=self.dtype_policy, name=f"layer_._{index}")
            for index, part in enumerate(parts)
        ]

    @property
    def self_attn(self) -> T5Attention:
        """The self-attention."""
        attention: T5Attention = self.layer[0].inner
        return attention

    def cross_keys(self, encoder_states: tf.Tensor) -> Pair:
        """Keys and values of the encoder's states, [batch, heads, source, head_dim] each."""
        attention: T5Attention = self.layer[1].inner
        return attention.keys_of(encoder_states)

    def call(
        self,
        states: tf.Tensor,
        attention_mask: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        bias: tf.Tensor | None = None,
        cross: Pair | None = None,
        encoder_mask: tf.Tensor | None = None,
        cross_head_mask: tf.Tensor | None = None,
        store: Store | None = None,
        need_weights: bool = False,
        training: bool = False,
    ) -> tuple[Any, ...]:
        """[batch, length, d_model] → the same and the attention weights.

        In a decoder also the weights over the encoder's states, and what the cache is to keep.
        """
        options = {"need_weights": need_weights, "training": training}
        near, last = self.layer[0], self.layer[-1]
        seen = near.layer_norm(states)
        kept, key, value = stored(store, *near.inner.keys_of(seen))
        context, weights = near.inner.attended(seen, key, value, attention_mask, head_mask, bias, **options)
        states, far_weights = near.joined(states, context, training), None
        if cross is not None:
            far = self.layer[1]
            seen = far.layer_norm(states)
            context, far_weights = far.inner.attended(seen, *cross, encoder_mask, cross_head_mask, **options)
            states = far.joined(states, context, training)
        states = last.joined(states, last.inner(last.layer_norm(states), training=training), training)
        return (states, weights) if cross is None else (states, weights, far_weights, kept)


class T5Stack(Composite):
    """Layers and the last norm of an encoder or decoder, which takes vectors of words."""

    def __init__(self, config: T5Config, is_decoder: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        policy = self.dtype_policy
        self.blocks = [
            T5Block(config, is_decoder, index == 0, dtype=policy, name=f"block_._{index}")
            for index in range(config.num_decoder_layers if is_decoder else config.num_layers)
        ]
        self.final_layer_norm = RMSNorm(
            config.d_model, eps=config.layer_norm_epsilon, dtype=policy, name="final_layer_norm"
        )
        self.dropout = keras.layers.Dropout(config.dropout_rate, dtype=policy, name="dropout")

    def bias(self, queries: tf.Tensor, keys: tf.Tensor) -> tf.Tensor:
        """What every layer adds to its scores, [1, heads, q, k], from the positions of queries and keys."""
        return self.blocks[0].self_attn.relative_attention_bias(queries, keys)

    def finished(self, states: tf.Tensor, training: bool) -> tf.Tensor:
        """The last states."""
        return self.dropout(self.final_layer_norm(states), training=training)


class T5Encoder(T5Stack, Prunable):
    """The encoder."""

    def __init__(self, config: T5Config, **kwargs: Any) -> None:
        super().__init__(config, False, **kwargs)
        self.config = config

    def attention_of(self, layer: int) -> T5Attention:
        """A block's self-attention."""
        attention: T5Attention = self.blocks[layer].self_attn
        return attention

    def call(
        self,
        words: tf.Tensor,
        attention_mask: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        output_attentions: bool = False,
        output_hidden_states: bool = False,
        training: bool = False,
    ) -> TFBaseModelOutput:
        """[batch, length, d_model] → the same, with every layer's states and weights if asked for."""
        positions = ops.arange(ops.shape(words)[1], dtype="int32")
        return run_layers(
            self.blocks,
            self.dropout(words, training=training),
            None if attention_mask is None else attention_mask_of(attention_mask),
            head_mask,
            inputs=(self.bias(positions, positions),),
            finish=lambda states: self.finished(states, training),
            output_attentions=output_attentions,
            output_hidden_states=output_hidden_states,
            training=training,
        )


class T5Decoder(T5Stack):
    """The decoder."""

    def __init__(self, config: T5Config, **kwargs: Any) -> None:
        super().__init__(config, True, **kwargs)

    def call(
        self,
        words: tf.Tensor,
        attention_mask: tf.Tensor | None = None,
        position_ids: tf.Tensor | None = None,
        encoder_states: tf.Tensor | None = None,
        encoder_mask: tf.Tensor | None = None,
        past: EncoderDecoderCache | None = None,
        head_mask: tf.Tensor | None = None,
        cross_head_mask: tf.Tensor | None = None,
        use_cache: bool = False,
        output_attentions: bool = False,
        output_hidden_states: bool = False,
        training: bool = False,
    ) -> TFBaseModelOutputWithPastAndCrossAttentions:
        """[batch, length, d_model] → the same, as `run_decoder` has it.

        Positions are relative: `position_ids` are not looked at.
        """
        new = ops.shape(words)[1]
        queries = ops.arange(new, dtype="int32")
        keys = queries
        if past is not None:
            queries, keys = queries + past.length, past.self_attention.key_positions(0, new)
        return run_decoder(
            self.blocks,
            self.dropout(words, training=training),
            decoder_mask(attention_mask, new, past),
            encoder_states,
            encoder_mask,
            past,
            inputs=(self.bias(queries, keys),),
            finish=lambda states: self.finished(states, training),
            head_mask=head_mask,
            cross_head_mask=cross_head_mask,
            use_cache=use_cache,
            output_attentions=output_attentions,
            output_hidden_states=output_hidden_states,
            training=training,
        )
