"""The decoder of the Llama family: rotary positions, grouped key heads, gated feed-forward, norms before each half.

What else a family has, its config says. Knows no family.
"""

from __future__ import annotations

from typing import Any, ClassVar

import jax
import jax.numpy as jnp
from flax import nnx

from trivet.families.decoders import DecoderConfig
from trivet.families.outputs import BaseModelOutputWithPast
from trivet.families.vocabulary import padding_row
from trivet_flax.activations import activation
from trivet_flax.cache import Cache, fixed_cache
from trivet_flax.cache_layers import LayerCache
from trivet_flax.layers.embeddings import Embedding
from trivet_flax.layers.feed_forward import Linear, dropout
from trivet_flax.layers.norms import RMSNorm
from trivet_flax.layers.remat import Recomputing
from trivet_flax.layers.rotary import Rotary, rotate
from trivet_flax.layers.setup import PretrainedModule, Setup
from trivet_flax.layers.step import Step, positions_of, run_decoder

Array = jax.Array


class RotaryAttention(nnx.Module):
    """Self-attention with rotary positions and fewer key heads than query heads."""

    def __init__(self, config: DecoderConfig, setup: Setup, norm_offset: float) -> None:
        size, head, bias = config.hidden_size, config.head_dim, config.has_qkv_bias
        inner, keys = config.num_attention_heads * head, config.num_key_value_heads * head
        self.q_proj = Linear(size, inner, setup, use_bias=bias)
        self.k_proj = Linear(size, keys, setup, use_bias=bias)
        self.v_proj = Linear(size, keys, setup, use_bias=bias)
        self.o_proj = Linear(inner, size, setup, use_bias=config.has_output_bias)
        normed, epsilon = config.has_qk_norm, config.rms_norm_eps
        self.q_norm = RMSNorm(head, epsilon, setup, offset=norm_offset) if normed else None
        self.k_norm = RMSNorm(head, epsilon, setup, offset=norm_offset) if normed else None
        self.dropout = dropout(config.attention_dropout)
        self.head, self.scale = head, config.attention_scale
        self.softcap: float | None = getattr(config, "attn_logit_softcapping", None)

    def __call__(self, hidden: Array, step: Step) -> tuple[Array, Array | None, LayerCache | None]:
        """[batch, length, hidden] → the same, the weights when asked for, and the cache with the new tokens in it."""
        query, key, value = (
            layer(hidden).reshape(*hidden.shape[:2], -1, self.head) for layer in (self.q_proj, self.k_proj, self.v_proj)
        )
        if self.q_norm is not None and self.k_norm is not None:
            query, key = self.q_norm(query), self.k_norm(key)
        if step.rotation is not None:
            query, key = rotate(query, step.rotation), rotate(key, step.rotation)
        context, weights, cache = step.attend(query, key, value, self.dropout, scale=self.scale, softcap=self.softcap)
        return self.o_proj(context), weights, cache


class GatedFeedForward(nnx.Module):
    """down(activation(gate(x)) · up(x)) (https://arxiv.org/abs/2002.05202)."""

    def __init__(self, config: DecoderConfig, setup: Setup) -> None:
        outer, inner, bias = config.hidden_size, config.intermediate_size, config.has_mlp_bias
        self.gate_proj = Linear(outer, inner, setup, use_bias=bias)
        self.up_proj = Linear(outer, inner, setup, use_bias=bias)
        self.down_proj = Linear(inner, outer, setup, use_bias=bias)
        self.activation = activation(config.hidden_act)

    def __call__(self, hidden: Array) -> Array:
        """[…, hidden] → […, hidden]."""
        projected: Array = self.down_proj(self.activation(self.gate_proj(hidden)) * self.up_proj(hidden))
        return projected


class DecoderLayer(nnx.Module):
    """Norm, attention, residual; norm, feed-forward, residual. Some families norm what both halves give as well."""

    def __init__(self, config: DecoderConfig, setup: Setup, norm_offset: float) -> None:
        size, epsilon = config.hidden_size, config.rms_norm_eps
        self.self_attn = RotaryAttention(config, setup, norm_offset)
        self.mlp = GatedFeedForward(config, setup)
        self.input_layernorm = RMSNorm(size, epsilon, setup, offset=norm_offset)
        self.post_attention_layernorm = RMSNorm(size, epsilon, setup, offset=norm_offset)
        self.output_norms = config.has_feed_forward_norms
        if self.output_norms:
            self.pre_feedforward_layernorm = RMSNorm(size, epsilon, setup, offset=norm_offset)
            self.post_feedforward_layernorm = RMSNorm(size, epsilon, setup, offset=norm_offset)

    def __call__(self, hidden: Array, step: Step) -> tuple[Array, Array | None, LayerCache | None]:
        """As `RotaryAttention`."""
        attended, weights, cache = self.self_attn(self.input_layernorm(hidden), step)
        if not self.output_norms:
            hidden = hidden + attended
            return hidden + self.mlp(self.post_attention_layernorm(hidden)), weights, cache
        hidden = hidden + self.post_attention_layernorm(attended)
        fed = self.mlp(self.pre_feedforward_layernorm(hidden))
        return hidden + self.post_feedforward_layernorm(fed), weights, cache


class DecoderModule(PretrainedModule, Recomputing):
    """The Llama family: embeddings, layers, a final norm.

    Attributes:
        norm_offset: as `RMSNorm` takes it.
        scaled: whether embeddings are multiplied by the root of their size.
    """

    norm_offset: ClassVar[float] = 0.0
    scaled: ClassVar[bool] = False

    def __init__(
        self, config: DecoderConfig, *, dtype: Any = jnp.float32, param_dtype: Any = jnp.float32, rngs: nnx.Rngs
    ) -> None:
        setup, offset = Setup(rngs, dtype, param_dtype, config.initializer_range), self.norm_offset
        self.embed_tokens = Embedding(config.vocab_size, config.hidden_size, setup, padding_index=padding_row(config))
        self.layers = nnx.List([DecoderLayer(config, setup, offset) for _ in range(config.num_hidden_layers)])
        self.norm = RMSNorm(config.hidden_size, config.rms_norm_eps, setup, offset=offset)
        self.rotary, self.windows = Rotary(config), config.layer_windows
        self.key_heads, self.head, self.dtype = config.num_key_value_heads, config.head_dim, dtype

    @property
    def words(self) -> Embedding:
        """The table of the vocabulary."""
        return self.embed_tokens

    def __call__(
        self,
        input_ids: Array | None = None,
        attention_mask: Array | None = None,
        position_ids: Array | None = None,
        past_key_values: Cache | None = None,
        inputs_embeds: Array | None = None,
        head_mask: Array | None = None,
        **options: Any,
    ) -> BaseModelOutputWithPast[Array]:
        """
        Args:
            input_ids, position_ids: [batch, length]; positions default to those after the cache's.
            attention_mask: as `causal_mask` takes it.
            past_key_values: what was seen before; the outputs then hold the one after.
            inputs_embeds: embeddings [batch, length, hidden] in place of `input_ids`.
            head_mask: factors on the attention weights; [heads] or [layers, heads].
            options: `output_attentions`, `output_hidden_states`, `deterministic`, `rngs`, as `run_decoder` takes them.

        Raises:
            ValueError: neither or both of `input_ids` and `inputs_embeds` are given, or as `run_decoder` says.
        """
        hidden = self.embed_tokens.given(input_ids, inputs_embeds)
        if self.scaled and inputs_embeds is None:
            hidden = hidden * jnp.asarray(hidden.shape[-1] ** 0.5, hidden.dtype)
        if position_ids is None:
            position_ids = positions_of(hidden.shape[1], past_key_values)
        return run_decoder(
            self.layers,
            self.norm,
            hidden,
            attention_mask,
            head_mask,
            past_key_values,
            windows=self.windows,
            rotation=self.rotary(position_ids),
            gradient_checkpointing=self.gradient_checkpointing,
            **options,
        )

    def init_cache(self, batch_size: int, max_length: int) -> Cache:
        """A cache with nothing in it."""
        shape = (batch_size, max_length, self.key_heads, self.head)
        return fixed_cache(shape, self.windows, self.dtype)
