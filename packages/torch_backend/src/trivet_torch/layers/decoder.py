"""The decoder that Llama and its relatives share: layers and base model. Sizes and options come from the config."""

from __future__ import annotations

from typing import Any, ClassVar, cast

import torch
from torch import nn

from trivet.families.decoders import DecoderConfig
from trivet.families.outputs import BaseModelOutputWithPast
from trivet.families.vocabulary import padding_row
from trivet_torch.cache import decoder_cache
from trivet_torch.checkpointing import CheckpointedLayer, caching
from trivet_torch.initial import init_normal
from trivet_torch.layers.attention import merge_heads, split_heads
from trivet_torch.layers.embeddings import words_of
from trivet_torch.layers.feed_forward import GatedFeedForward
from trivet_torch.layers.norms import RMSNorm
from trivet_torch.layers.rotary import RotaryPositions, Rotation, rotate
from trivet_torch.layers.step import Step, decoder_step, run_decoder_layers
from trivet_torch.modeling import PreTrainedModel

Tensor = torch.Tensor


class DecoderAttention(nn.Module):
    """Causal self-attention with grouped heads and rotary positions.

    Parameters `q_proj`, `k_proj`, `v_proj`, `o_proj`, and where the family has them the norms `q_norm`, `k_norm`.
    """

    fused: bool = True

    def __init__(self, config: DecoderConfig, layer: int, norm: type[RMSNorm]) -> None:
        super().__init__()
        self.layer, self.scale, self.dropout = layer, config.attention_scale, config.attention_dropout
        self.softcap: float | None = getattr(config, "attn_logit_softcapping", None)
        size, head = config.hidden_size, config.head_dim
        self.heads, self.key_heads = config.num_attention_heads, config.num_key_value_heads
        self.q_proj = nn.Linear(size, self.heads * head, bias=config.has_qkv_bias)
        self.k_proj = nn.Linear(size, self.key_heads * head, bias=config.has_qkv_bias)
        self.v_proj = nn.Linear(size, self.key_heads * head, bias=config.has_qkv_bias)
        self.o_proj = nn.Linear(self.heads * head, size, bias=config.has_output_bias)
        self.q_norm = norm(head, config.rms_norm_eps) if config.has_qk_norm else None
        self.k_norm = norm(head, config.rms_norm_eps) if config.has_qk_norm else None

    def forward(self, states: Tensor, step: Step, rotation: Rotation) -> tuple[Tensor, Tensor | None]:
        """[batch, length, hidden] → the same, and the weights [batch, heads, length, keys] if asked for."""
        query = split_heads(self.q_proj(states), self.heads)
        key = split_heads(self.k_proj(states), self.key_heads)
        if self.q_norm is not None and self.k_norm is not None:
            query, key = self.q_norm(query), self.k_norm(key)
        context, weights = step.attend(
            self.layer,
            rotate(query, rotation),
            rotate(key, rotation),
            split_heads(self.v_proj(states), self.key_heads),
            scale=self.scale,
            softcap=self.softcap,
            dropout=self.dropout if self.training else 0.0,
            fused=self.fused,
        )
        return self.o_proj(merge_heads(context)), weights


class DecoderLayer(CheckpointedLayer):
    """Attention and feed-forward, each normed before, and in some families after.

    Parameters under `self_attn`, `mlp` and the norms' names.
    """

    def __init__(self, config: DecoderConfig, layer: int, norm: type[RMSNorm]) -> None:
        super().__init__()
        size, eps = config.hidden_size, config.rms_norm_eps
        self.self_attn = DecoderAttention(config, layer, norm)
        self.mlp = GatedFeedForward(size, config.intermediate_size, config.hidden_act, bias=config.has_mlp_bias)
        self.input_layernorm = norm(size, eps)
        self.post_attention_layernorm = norm(size, eps)
        self.normed_after = config.has_feed_forward_norms
        if self.normed_after:
            self.pre_feedforward_layernorm = norm(size, eps)
            self.post_feedforward_layernorm = norm(size, eps)

    def forward(self, states: Tensor, step: Step, rotation: Rotation) -> tuple[Tensor, Tensor | None]:
        """[batch, length, hidden] → the same, and the weights [batch, heads, length, keys] if asked for."""
        attended, weights = self.self_attn(self.input_layernorm(states), step, rotation)
        if self.normed_after:
            states = states + self.post_attention_layernorm(attended)
            return states + self.post_feedforward_layernorm(self.mlp(self.pre_feedforward_layernorm(states))), weights
        states = states + attended
        return states + self.mlp(self.post_attention_layernorm(states)), weights


class DecoderPreTrainedModel(PreTrainedModel):
    """What all models of these families share."""

    base_model_prefix = "model"
    _no_split_modules = ("DecoderLayer",)
    supports_gradient_checkpointing = True

    config: DecoderConfig

    def _init_weights(self, module: nn.Module) -> None:
        """Normal with `initializer_range`, zero biases and padding row, norms that multiply with one."""
        init_normal(module, self.config.initializer_range)


class DecoderModel(DecoderPreTrainedModel):
    """The base model of these families.

    Attributes:
        norm_class: the family's norm.
        embedding_class: the family's embeddings.
    """

    norm_class: ClassVar[type[RMSNorm]] = RMSNorm
    embedding_class: ClassVar[type[nn.Embedding]] = nn.Embedding

    def __init__(self, config: DecoderConfig) -> None:
        super().__init__(config)
        self.embed_tokens = self.embedding_class(config.vocab_size, config.hidden_size, padding_row(config))
        self.layers = nn.ModuleList(
            DecoderLayer(config, layer, self.norm_class) for layer in range(config.num_hidden_layers)
        )
        self.norm = self.norm_class(config.hidden_size, config.rms_norm_eps)
        self.rotary_emb = RotaryPositions(config)
        self.windows = config.layer_windows
        self.post_init()

    def get_input_embeddings(self) -> nn.Embedding:
        """The embeddings of the vocabulary."""
        return self.embed_tokens

    def set_input_embeddings(self, value: nn.Module) -> None:
        """Replace the embeddings of the vocabulary."""
        self.embed_tokens = cast(nn.Embedding, value)

    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        position_ids: Tensor | None = None,
        past_key_values: Any = None,
        inputs_embeds: Tensor | None = None,
        use_cache: bool | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
        cache_position: Tensor | None = None,
    ) -> BaseModelOutputWithPast[Tensor] | tuple[Any, ...]:
        """`last_hidden_state` [batch, length, hidden], and `past_key_values` to continue from it.

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given, a mask has another shape, or the
                cache has no room.
        """
        config = self.config
        states = words_of(self.embed_tokens, input_ids, inputs_embeds)
        step = decoder_step(
            states,
            attention_mask,
            self.windows,
            decoder_cache(past_key_values, caching(self.layers, config, use_cache, past_key_values)),
            cache_position=cache_position,
            need_weights=config.output_attentions if output_attentions is None else output_attentions,
        )
        rotation = self.rotary_emb(step.positions[None] if position_ids is None else position_ids, states.dtype)
        wanted = config.output_hidden_states if output_hidden_states is None else output_hidden_states
        output = run_decoder_layers(self.layers, self.norm, states, step, wanted, rotation)
        return self._returned(output, return_dict)
