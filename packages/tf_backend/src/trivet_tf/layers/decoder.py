"""The decoder that Llama and its relatives share. What sets them apart their configs say."""

from __future__ import annotations

from typing import Any

from trivet.families.decoders import DecoderConfig
from trivet_tf.cache import Pair
from trivet_tf.framework import keras, tf
from trivet_tf.layers.attention import attend, merge_heads, split_heads
from trivet_tf.layers.building import Composite, Linear
from trivet_tf.layers.embeddings import VocabularyEmbedding, words_of
from trivet_tf.layers.feed_forward import FeedForward
from trivet_tf.layers.norms import RMSNorm
from trivet_tf.layers.rotary import Rotary, Turns, turned
from trivet_tf.layers.step import Store, layer_masks, next_positions, past_of, stored, through
from trivet_tf.outputs import TFBaseModelOutputWithPast

ops = keras.ops


class RotaryAttention(Composite):
    """Causal self-attention with rotary positions. Layers `q_proj`, `k_proj`, `v_proj`, `o_proj`.

    Where the config has norms of queries and keys, also `q_norm` and `k_norm`.
    """

    def __init__(self, config: DecoderConfig, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        policy, size, head_dim = self.dtype_policy, config.hidden_size, config.head_dim
        self.heads, self.key_heads = config.num_attention_heads, config.num_key_value_heads
        self.scale = config.attention_scale
        self.softcap: float | None = getattr(config, "attn_logit_softcapping", None)

        def projection(inputs: int, outputs: int, name: str, bias: bool) -> Linear:
            deviation = config.initializer_range
            return Linear(inputs, outputs, bias=bias, initializer_range=deviation, dtype=policy, name=name)

        self.q_proj = projection(size, self.heads * head_dim, "q_proj", config.has_qkv_bias)
        self.k_proj = projection(size, self.key_heads * head_dim, "k_proj", config.has_qkv_bias)
        self.v_proj = projection(size, self.key_heads * head_dim, "v_proj", config.has_qkv_bias)
        self.o_proj = projection(self.heads * head_dim, size, "o_proj", config.has_output_bias)
        self.q_norm = self.k_norm = None
        if config.has_qk_norm:
            self.q_norm = RMSNorm(head_dim, eps=config.rms_norm_eps, dtype=policy, name="q_norm")
            self.k_norm = RMSNorm(head_dim, eps=config.rms_norm_eps, dtype=policy, name="k_norm")
        self.dropout = keras.layers.Dropout(config.attention_dropout, dtype=policy, name="dropout")

    def call(
        self,
        states: tf.Tensor,
        turns: Turns,
        attention_mask: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        store: Store | None = None,
        need_weights: bool = False,
        training: bool = False,
    ) -> tuple[tf.Tensor, tf.Tensor | None, Pair | None]:
        """[batch, length, hidden] → the same; the weights if asked for; what the cache is to keep."""

        def drop(weights: tf.Tensor) -> tf.Tensor:
            return self.dropout(weights, training=True)

        query, key = split_heads(self.q_proj(states), self.heads), split_heads(self.k_proj(states), self.key_heads)
        if self.q_norm is not None and self.k_norm is not None:
            query, key = self.q_norm(query), self.k_norm(key)
        kept, key, value = stored(store, turned(key, turns), split_heads(self.v_proj(states), self.key_heads))
        context, weights = attend(
            turned(query, turns),
            key,
            value,
            attention_mask,
            scale=self.scale,
            softcap=self.softcap,
            dropout=drop if training and self.dropout.rate else None,
            head_mask=head_mask,
            need_weights=need_weights,
        )
        return self.o_proj(merge_heads(context)), weights, kept


class DecoderLayer(Composite):
    """Attention, then the gated feed-forward network, each behind a norm. Layers `self_attn`, `mlp` and the norms.

    Where the config has norms of the feed-forward, each sublayer also has one behind it, before the residual.
    """

    def __init__(self, config: DecoderConfig, *, centred_norms: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        policy = self.dtype_policy

        def norm(name: str) -> RMSNorm:
            eps = config.rms_norm_eps
            return RMSNorm(config.hidden_size, eps=eps, centred=centred_norms, dtype=policy, name=name)

        self.self_attn = RotaryAttention(config, dtype=policy, name="self_attn")
        self.mlp = FeedForward(
            config.hidden_size,
            config.intermediate_size,
            config.hidden_act,
            ("gate_proj", "down_proj", "up_proj"),
            initializer_range=config.initializer_range,
            bias=config.has_mlp_bias,
            dtype=policy,
            name="mlp",
        )
        self.input_layernorm = norm("input_layernorm")
        # The name means another place where there are four norms.
        second = norm("post_attention_layernorm")
        self.after_attention = self.after_mlp = None
        if config.has_feed_forward_norms:
            self.after_attention, second = second, norm("pre_feedforward_layernorm")
            self.after_mlp = norm("post_feedforward_layernorm")
        self.before_mlp = second

    def call(
        self,
        states: tf.Tensor,
        turns: Turns,
        attention_mask: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        store: Store | None = None,
        need_weights: bool = False,
        training: bool = False,
    ) -> tuple[tf.Tensor, tf.Tensor | None, Pair | None]:
        """[batch, length, hidden] → the same; the weights if asked for; what the cache is to keep."""
        attended, weights, kept = self.self_attn(
            self.input_layernorm(states),
            turns,
            attention_mask,
            head_mask,
            store=store,
            need_weights=need_weights,
            training=training,
        )
        states = states + (attended if self.after_attention is None else self.after_attention(attended))
        fed = self.mlp(self.before_mlp(states), training=training)
        return states + (fed if self.after_mlp is None else self.after_mlp(fed)), weights, kept


class Decoder(Composite):
    """Llama's decoder and its relatives'. Layers `embed_tokens`, `layers_._0`, `layers_._1`, …, `norm`.

    Args:
        centred_norms: whether norms multiply by 1 + weight.
        embedding_scale: what embedded tokens are multiplied by.
    """

    def __init__(
        self, config: DecoderConfig, *, centred_norms: bool = False, embedding_scale: float | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.config, self.embedding_scale = config, embedding_scale
        policy, size = self.dtype_policy, config.hidden_size
        self.embed_tokens = VocabularyEmbedding(
            config.vocab_size, size, initializer_range=config.initializer_range, dtype=policy, name="embed_tokens"
        )
        self.blocks = [
            DecoderLayer(config, centred_norms=centred_norms, dtype=policy, name=f"layers_._{index}")
            for index in range(config.num_hidden_layers)
        ]
        self.norm = RMSNorm(size, eps=config.rms_norm_eps, centred=centred_norms, dtype=policy, name="norm")
        self.rotary = Rotary(config)

    @property
    def token_table(self) -> tf.Tensor:
        """The embeddings of tokens, [vocab, hidden]."""
        return self.embed_tokens.weight

    def call(
        self,
        input_ids: tf.Tensor | None = None,
        attention_mask: tf.Tensor | None = None,
        position_ids: tf.Tensor | None = None,
        past_key_values: Any = None,
        inputs_embeds: tf.Tensor | None = None,
        use_cache: bool | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        training: bool = False,
    ) -> TFBaseModelOutputWithPast:
        """`last_hidden_state` [batch, length, hidden], after the last norm.

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given, a mask has another shape, or
                `past_key_values` is no cache of this model.
        """
        config = self.config
        use_cache = config.use_cache if use_cache is None else use_cache
        states = words_of(self.embed_tokens, input_ids, inputs_embeds)
        if self.embedding_scale is not None and inputs_embeds is None:
            states = states * ops.cast(self.embedding_scale, states.dtype)
        past, new = past_of(past_key_values, use_cache, len(self.blocks)), ops.shape(states)[1]
        if position_ids is None:
            position_ids = next_positions(past, new)
        return through(
            self.blocks,
            self.norm,
            states,
            layer_masks(attention_mask, past, new, config.layer_windows),
            past,
            inputs=(self.rotary.turns(position_ids, self.compute_dtype),),
            use_cache=use_cache,
            output_attentions=config.output_attentions if output_attentions is None else output_attentions,
            output_hidden_states=config.output_hidden_states if output_hidden_states is None else output_hidden_states,
            training=training,
        )
