"""A layer of the encoder and one of the decoder that BART's relatives share.

What sets the relatives apart their configs say: here, whether norms come first.
"""

from __future__ import annotations

from typing import Any

from trivet.families.seq2seq import Seq2SeqConfig
from trivet_tf.activations import activation
from trivet_tf.cache import Pair
from trivet_tf.framework import keras, tf
from trivet_tf.layers.attention import Attention
from trivet_tf.layers.building import Composite, Linear
from trivet_tf.layers.norms import LayerNorm
from trivet_tf.layers.step import Store, stored

ops = keras.ops

EPS = 1e-5


class Block(Composite):
    """What layers of encoder and decoder share: norms before or after, residuals, the feed-forward network."""

    def __init__(self, config: Seq2SeqConfig, heads: int, inner: int, layerdrop: float, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        size, policy = config.d_model, self.dtype_policy
        options: dict[str, Any] = {"initializer_range": config.init_std, "dtype": policy}
        self.norms_first, self.layerdrop = config.norms_first, layerdrop
        self.self_attn = self.attention(config, heads, "self_attn")
        self.self_attn_layer_norm = LayerNorm(size, eps=EPS, dtype=policy, name="self_attn_layer_norm")
        self.fc1 = Linear(size, inner, name="fc1", **options)
        self.fc2 = Linear(inner, size, name="fc2", **options)
        self.final_layer_norm = LayerNorm(size, eps=EPS, dtype=policy, name="final_layer_norm")
        self.dropout = keras.layers.Dropout(config.dropout, dtype=policy, name="dropout")
        self.inner_dropout = keras.layers.Dropout(config.activation_dropout, dtype=policy, name="inner_dropout")
        self.activation = activation(config.activation_function)

    def attention(self, config: Seq2SeqConfig, heads: int, name: str) -> Attention:
        """A layer of attention of this name."""
        return Attention(
            config.d_model,
            heads,
            ("q_proj", "k_proj", "v_proj", "out_proj"),
            dropout=config.attention_dropout,
            initializer_range=config.init_std,
            dtype=self.dtype_policy,
            name=name,
        )

    def before(self, norm: LayerNorm, states: tf.Tensor) -> tf.Tensor:
        """What a sublayer sees of the states."""
        return norm(states) if self.norms_first else states

    def after(self, norm: LayerNorm, states: tf.Tensor, change: tf.Tensor, training: bool) -> tf.Tensor:
        """The states with what a sublayer made of them."""
        states = states + self.dropout(change, training=training)
        return states if self.norms_first else norm(states)

    def fed_forward(self, states: tf.Tensor, training: bool) -> tf.Tensor:
        """The states after the feed-forward network."""
        inner = self.activation(self.fc1(self.before(self.final_layer_norm, states)))
        return self.after(
            self.final_layer_norm, states, self.fc2(self.inner_dropout(inner, training=training)), training
        )

    def dropped(self, before: tf.Tensor, after: tf.Tensor, training: bool) -> tf.Tensor:
        """The states as they were, now and then, in training (https://arxiv.org/abs/1909.11556)."""
        if not (training and self.layerdrop):
            return after
        return ops.where(keras.random.uniform(()) < self.layerdrop, before, after)


class EncoderBlock(Block):
    """A layer of an encoder."""

    def __init__(self, config: Seq2SeqConfig, **kwargs: Any) -> None:
        super().__init__(
            config, config.encoder_attention_heads, config.encoder_ffn_dim, config.encoder_layerdrop, **kwargs
        )

    def call(
        self,
        states: tf.Tensor,
        attention_mask: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        need_weights: bool = False,
        training: bool = False,
    ) -> tuple[tf.Tensor, tf.Tensor | None]:
        """[batch, length, d_model] → the same, and the attention weights if asked for."""
        norm = self.self_attn_layer_norm
        context, weights = self.self_attn(
            self.before(norm, states), attention_mask, head_mask, need_weights=need_weights, training=training
        )
        attended = self.after(norm, states, context, training)
        return self.dropped(states, self.fed_forward(attended, training), training), weights


class DecoderBlock(Block):
    """A layer of a decoder."""

    def __init__(self, config: Seq2SeqConfig, **kwargs: Any) -> None:
        heads = config.decoder_attention_heads
        super().__init__(config, heads, config.decoder_ffn_dim, config.decoder_layerdrop, **kwargs)
        self.encoder_attn = self.attention(config, heads, "encoder_attn")
        policy = self.dtype_policy
        self.encoder_attn_layer_norm = LayerNorm(config.d_model, eps=EPS, dtype=policy, name="encoder_attn_layer_norm")

    def cross_keys(self, encoder_states: tf.Tensor) -> Pair:
        """Keys and values of the encoder's states, [batch, heads, source, head_dim] each."""
        return self.encoder_attn.keys_of(encoder_states)

    def call(
        self,
        states: tf.Tensor,
        attention_mask: tf.Tensor,
        head_mask: tf.Tensor | None,
        *,
        cross: Pair,
        encoder_mask: tf.Tensor | None = None,
        cross_head_mask: tf.Tensor | None = None,
        store: Store | None = None,
        need_weights: bool = False,
        training: bool = False,
    ) -> tuple[tf.Tensor, tf.Tensor | None, tf.Tensor | None, Pair | None]:
        """[batch, length, d_model] → the same, both attentions' weights, and what the cache is to keep."""
        options = {"need_weights": need_weights, "training": training}
        norm, far_norm = self.self_attn_layer_norm, self.encoder_attn_layer_norm
        seen = self.before(norm, states)
        kept, key, value = stored(store, *self.self_attn.keys_of(seen))
        context, weights = self.self_attn.attended(seen, key, value, attention_mask, head_mask, **options)
        attended = self.after(norm, states, context, training)
        seen = self.before(far_norm, attended)
        context, far_weights = self.encoder_attn.attended(seen, *cross, encoder_mask, cross_head_mask, **options)
        attended = self.after(far_norm, attended, context, training)
        return self.dropped(states, self.fed_forward(attended, training), training), weights, far_weights, kept
