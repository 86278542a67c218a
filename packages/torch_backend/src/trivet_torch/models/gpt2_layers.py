"""GPT-2 (Radford et al., 2019) without its heads: linear layers the other way round, scores scaled in its own ways."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, cast

import torch
from torch import nn

from trivet.families.outputs import BaseModelOutputWithPast
from trivet.families.pruning import kept_places
from trivet.families.text.gpt2 import GPT2Config
from trivet_torch.activations import activation
from trivet_torch.cache import decoder_cache
from trivet_torch.checkpointing import CheckpointedLayer, caching
from trivet_torch.initial import init_normal
from trivet_torch.layers.attention import merge_heads, split_heads
from trivet_torch.layers.conv1d import Conv1D
from trivet_torch.layers.embeddings import look_up, words_of
from trivet_torch.layers.step import Step, decoder_step, run_decoder_layers
from trivet_torch.modeling import PreTrainedModel
from trivet_torch.pruning import keep

Tensor = torch.Tensor


class GPT2Attention(nn.Module):
    """Causal self-attention. Parameters `c_attn` (queries, keys, values in one) and `c_proj`."""

    fused: bool = True
    pruned: frozenset[int] = frozenset()

    def __init__(self, config: GPT2Config, layer: int) -> None:
        super().__init__()
        self.layer, self.heads, self.dropout = layer, config.n_head, config.attn_pdrop
        self.scale = (config.n_embd // config.n_head) ** -0.5 if config.scale_attn_weights else 1.0
        if config.scale_attn_by_inverse_layer_idx:
            self.scale /= layer + 1
        self.upcast = config.reorder_and_upcast_attn
        self.c_attn = Conv1D(config.n_embd, 3 * config.n_embd)
        self.c_proj = Conv1D(config.n_embd, config.n_embd)
        self.resid_dropout = nn.Dropout(config.resid_pdrop)

    def forward(self, states: Tensor, step: Step) -> tuple[Tensor, Tensor | None]:
        """[batch, length, hidden] → the same, and the weights [batch, heads, length, keys] if asked for."""
        query, key, value = (split_heads(each, self.heads) for each in self.c_attn(states).chunk(3, -1))
        if self.upcast:
            query, key, value = query.float(), key.float(), value.float()
        dropout = self.dropout if self.training else 0.0
        options = {"scale": self.scale, "dropout": dropout, "fused": self.fused}
        context, weights = step.attend(self.layer, query, key, value, **options)
        return self.resid_dropout(self.c_proj(merge_heads(context.to(states.dtype)))), weights

    def prune_heads(self, heads: Iterable[int]) -> None:
        """Take heads out, given by their first numbers."""
        heads = frozenset(heads)
        total = self.c_proj.weight.shape[0]
        size = total // self.heads
        places = kept_places(self.pruned, heads, self.heads, size)
        keep(self.c_attn, [part * total + place for part in range(3) for place in places], 1)
        keep(self.c_proj, places, 0)
        self.heads, self.pruned = len(places) // size, self.pruned | heads


class GPT2MLP(nn.Module):
    """The feed-forward network. Parameters `c_fc`, `c_proj`."""

    def __init__(self, config: GPT2Config) -> None:
        super().__init__()
        self.c_fc = Conv1D(config.n_embd, config.inner_size)
        self.c_proj = Conv1D(config.inner_size, config.n_embd)
        self.activation = activation(config.activation_function)
        self.dropout = nn.Dropout(config.resid_pdrop)

    def forward(self, states: Tensor) -> Tensor:
        """[batch, length, hidden] → the same."""
        return cast(Tensor, self.dropout(self.c_proj(self.activation(self.c_fc(states)))))


class GPT2Block(CheckpointedLayer):
    """Attention and feed-forward, each normed before. Parameters under `ln_1`, `attn`, `ln_2`, `mlp`."""

    def __init__(self, config: GPT2Config, layer: int) -> None:
        super().__init__()
        self.ln_1 = nn.LayerNorm(config.n_embd, eps=config.layer_norm_epsilon)
        self.attn = GPT2Attention(config, layer)
        self.ln_2 = nn.LayerNorm(config.n_embd, eps=config.layer_norm_epsilon)
        self.mlp = GPT2MLP(config)

    def forward(self, states: Tensor, step: Step) -> tuple[Tensor, Tensor | None]:
        """[batch, length, hidden] → the same, and the weights [batch, heads, length, keys] if asked for."""
        attended, weights = self.attn(self.ln_1(states), step)
        states = states + attended
        return states + self.mlp(self.ln_2(states)), weights


class GPT2PreTrainedModel(PreTrainedModel):
    """What all GPT-2 models share."""

    config_class = GPT2Config
    base_model_prefix = "transformer"
    _no_split_modules = ("GPT2Block",)
    supports_gradient_checkpointing = True

    config: GPT2Config

    def _init_weights(self, module: nn.Module) -> None:
        """Normal with `initializer_range`, less where a layer adds to its residual; zero biases, unit norms."""
        std = self.config.initializer_range
        init_normal(module, std)
        if isinstance(module, Conv1D):
            nn.init.normal_(module.weight, 0.0, std)
            nn.init.zeros_(module.bias)
        if isinstance(module, GPT2Attention | GPT2MLP):
            nn.init.normal_(module.c_proj.weight, 0.0, std / math.sqrt(2 * self.config.n_layer))


class GPT2Model(GPT2PreTrainedModel):
    """The decoder without a head."""

    prunable_attention = "h.{}.attn"
    position_embeddings = ("wpe",)

    def __init__(self, config: GPT2Config) -> None:
        super().__init__(config)
        self.wte = nn.Embedding(config.vocab_size, config.n_embd)
        self.wpe = nn.Embedding(config.n_positions, config.n_embd)
        self.drop = nn.Dropout(config.embd_pdrop)
        self.h = nn.ModuleList(GPT2Block(config, layer) for layer in range(config.n_layer))
        self.ln_f = nn.LayerNorm(config.n_embd, eps=config.layer_norm_epsilon)
        self.post_init()

    def get_input_embeddings(self) -> nn.Embedding:
        """The embeddings of the vocabulary."""
        return self.wte

    def set_input_embeddings(self, value: nn.Module) -> None:
        """Replace the embeddings of the vocabulary."""
        self.wte = cast(nn.Embedding, value)

    def forward(
        self,
        input_ids: Tensor | None = None,
        past_key_values: Any = None,
        attention_mask: Tensor | None = None,
        token_type_ids: Tensor | None = None,
        position_ids: Tensor | None = None,
        head_mask: Tensor | None = None,
        inputs_embeds: Tensor | None = None,
        encoder_hidden_states: Tensor | None = None,
        encoder_attention_mask: Tensor | None = None,
        use_cache: bool | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
        cache_position: Tensor | None = None,
    ) -> BaseModelOutputWithPast[Tensor] | tuple[Any, ...]:
        """`last_hidden_state` [batch, length, hidden], and `past_key_values` to continue from it.

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given, a mask has another shape, the
                cache has no room, or an encoder's states are given, which no layer here attends to.
        """
        refuse_encoder(encoder_hidden_states, encoder_attention_mask)
        config = self.config
        words = words_of(self.wte, input_ids, inputs_embeds)
        step = decoder_step(
            words,
            attention_mask,
            (None,) * config.n_layer,
            decoder_cache(past_key_values, caching(self.h, config, use_cache, past_key_values)),
            cache_position=cache_position,
            head_mask=head_mask,
            need_weights=config.output_attentions if output_attentions is None else output_attentions,
        )
        states = words + look_up(self.wpe, step.positions[None] if position_ids is None else position_ids)
        if token_type_ids is not None:
            states = states + look_up(self.wte, token_type_ids)
        wanted = config.output_hidden_states if output_hidden_states is None else output_hidden_states
        output = run_decoder_layers(self.h, self.ln_f, self.drop(states), step, wanted)
        return self._returned(output, return_dict)


def refuse_encoder(*states: Tensor | None) -> None:
    """
    Raises:
        ValueError: anything of an encoder's is given.
    """
    if any(each is not None for each in states):
        raise ValueError("GPT-2 has no cross-attention here: leave out encoder_hidden_states and its mask")
