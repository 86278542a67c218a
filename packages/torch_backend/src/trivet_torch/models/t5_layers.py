"""T5's layers and stacks: norms first, no biases, positions only as a bias of attention."""

from __future__ import annotations

from typing import Any, cast

import torch
from torch import nn

from trivet.families.text.t5 import T5Config
from trivet_torch.activations import activation
from trivet_torch.checkpointing import CheckpointedLayer
from trivet_torch.layers.attention import ProjectedAttention, causal_bias, require_fits
from trivet_torch.layers.norms import RMSNorm
from trivet_torch.layers.relative_positions import RelativePositionBias
from trivet_torch.layers.seq2seq import (
    DecoderStack,
    EncoderStack,
    Source,
    Stack,
    Weights,
    attend_own,
    bounded,
)
from trivet_torch.layers.step import Mask, Step

Tensor = torch.Tensor


class T5Norm(RMSNorm):
    """The norm, back in the dtype of the weights: what is added to may be wider."""

    def forward(self, states: Tensor) -> Tensor:
        """[..., hidden] → the same."""
        return super().forward(states).to(self.weight.dtype)


class T5Attention(ProjectedAttention):
    """Attention with unscaled scores. Parameters `q`, `k`, `v`, `o`.

    The first of each stack also holds `relative_attention_bias`, which all its layers add to their scores.
    """

    q: nn.Linear
    k: nn.Linear
    v: nn.Linear
    o: nn.Linear
    relative_attention_bias: RelativePositionBias

    def __init__(self, config: T5Config) -> None:
        super().__init__(
            config.d_model,
            config.num_heads,
            dropout=config.dropout_rate,
            names=("q", "k", "v", "o"),
            head_dim=config.d_kv,
            bias=False,
            scale=1.0,
        )


class T5DenseReluDense(nn.Module):
    """The feed-forward network. Parameters `wi` (or gated, `wi_0` and `wi_1`) and `wo`."""

    wi: nn.Linear
    wi_0: nn.Linear
    wi_1: nn.Linear

    def __init__(self, config: T5Config) -> None:
        super().__init__()
        self.gated = config.is_gated_act
        for name in ("wi_0", "wi_1") if self.gated else ("wi",):
            setattr(self, name, nn.Linear(config.d_model, config.d_ff, bias=False))
        self.wo = nn.Linear(config.d_ff, config.d_model, bias=False)
        self.activation = activation(config.dense_act_fn)
        self.dropout = nn.Dropout(config.dropout_rate)

    def forward(self, states: Tensor) -> Tensor:
        """[batch, length, hidden] → the same, in the dtype of `wo`, which may be wider."""
        if self.gated:
            inner = self.activation(self.wi_0(states)) * self.wi_1(states)
        else:
            inner = self.activation(self.wi(states))
        return cast(Tensor, self.wo(self.dropout(inner).to(self.wo.weight.dtype)))


class T5Sublayer(nn.Module):
    """`states + dropout(inner(layer_norm(states)))`. Parameters under the inner module's name, and `layer_norm`."""

    SelfAttention: T5Attention
    EncDecAttention: T5Attention
    DenseReluDense: T5DenseReluDense

    def __init__(self, config: T5Config, **inner: nn.Module) -> None:
        super().__init__()
        for name, module in inner.items():
            setattr(self, name, module)
        self.layer_norm = T5Norm(config.d_model, config.layer_norm_epsilon)
        self.dropout = nn.Dropout(config.dropout_rate)

    def added(self, states: Tensor, change: Tensor) -> Tensor:
        """The residual sum [batch, length, hidden]."""
        return bounded(states + self.dropout(change))


class T5Block(CheckpointedLayer):
    """Self-attention, in a decoder attention to the encoder's output, feed-forward. Parameters under `layer.N`."""

    def __init__(self, config: T5Config, index: int, *, is_decoder: bool) -> None:
        super().__init__()
        self.index, self.is_decoder = index, is_decoder
        self.layer = nn.ModuleList([T5Sublayer(config, SelfAttention=T5Attention(config))])
        if is_decoder:
            self.layer.append(T5Sublayer(config, EncDecAttention=T5Attention(config)))
        self.layer.append(T5Sublayer(config, DenseReluDense=T5DenseReluDense(config)))

    def forward(self, states: Tensor, step: Step, source: Source | None) -> tuple[Tensor, Weights, Weights]:
        """[batch, length, hidden] → the same, and the weights of both attentions if asked for."""
        sublayers: Any = self.layer
        own, *crossed, forward = sublayers
        attended, weights = attend_own(self.index, own.SelfAttention, own.layer_norm(states), step)
        states, cross_weights = own.added(states, attended), None
        if source is not None:
            (cross,) = crossed
            attention, normed = cross.EncDecAttention, cross.layer_norm(states)
            attended, cross_weights = source.attend(self.index, attention, normed, step.need_weights)
            states = cross.added(states, attended)
        return forward.added(states, forward.DenseReluDense(forward.layer_norm(states))), weights, cross_weights


class T5Stack(Stack):
    """What encoder and decoder share. Parameters under `embed_tokens`, `block.N` and `final_layer_norm`."""

    def __init__(self, config: T5Config, words: nn.Embedding, layers: int) -> None:
        super().__init__()
        self.config, is_decoder = config, isinstance(self, DecoderStack)
        self.embed_tokens = words
        self.block = nn.ModuleList(T5Block(config, index, is_decoder=is_decoder) for index in range(layers))
        self._first_attention().relative_attention_bias = RelativePositionBias(
            config.relative_attention_num_buckets,
            config.num_heads,
            max_distance=config.relative_attention_max_distance,
            bidirectional=not is_decoder,
        )
        self.final_layer_norm = T5Norm(config.d_model, config.layer_norm_epsilon)
        self.dropout = nn.Dropout(config.dropout_rate)

    def _first_attention(self) -> T5Attention:
        return cast(T5Sublayer, cast(T5Block, self.block[0]).layer[0]).SelfAttention

    def blocks(self) -> nn.ModuleList:
        """The layers."""
        return self.block

    def embedded(self, words: Tensor, positions: Tensor) -> Tensor:
        """The words; where they stand only attention is told."""
        return cast(Tensor, self.dropout(words))

    def biased(self, states: Tensor, step: Step) -> Step:
        """The step with the bias of relative positions in every layer's mask."""
        places = step.positions if step.cache is None else step.cache.key_positions(0, step.positions)
        total = self._first_attention().relative_attention_bias.between(step.positions, places)
        mask = step.masks[0]
        bias = causal_bias(None, states.dtype, step.positions, places) if mask.causal else mask.bias
        if bias is not None:
            require_fits(bias, None, (states.shape[0], *total.shape[1:]))
            total = bounded(total + bias)
        return step._replace(masks=(Mask(total, False),) * len(step.masks))

    def finished(self, states: Tensor) -> Tensor:
        """The last norm and dropout."""
        return cast(Tensor, self.dropout(self.final_layer_norm(states)))


class T5Encoder(T5Stack, EncoderStack):
    """The encoder."""


class T5Decoder(T5Stack, DecoderStack):
    """The decoder."""
