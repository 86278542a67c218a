"""The post-norm encoder: a stack of self-attention and feed-forward blocks, as BERT and its relatives have it."""

from __future__ import annotations

from typing import Any

import jax
from flax import nnx

from trivet_flax.activations import activation
from trivet_flax.layers.attention import SelfAttention, layer_head_masks
from trivet_flax.layers.feed_forward import DenseActivation, ResidualOutput
from trivet_flax.layers.setup import Setup

Arrays = tuple[jax.Array, ...]


class AttentionBlock(nnx.Module):
    """Self-attention (`self`), then projection, residual and norm (`output`)."""

    def __init__(self, config: Any, setup: Setup) -> None:
        size, rate = config.hidden_size, config.attention_probs_dropout_prob
        self.self = SelfAttention(size, config.num_attention_heads, rate=rate, setup=setup)
        self.output = _residual_output(size, config, setup)

    def __call__(
        self,
        hidden: jax.Array,
        mask: jax.Array | None,
        head_mask: jax.Array | None,
        *,
        with_weights: bool,
        deterministic: bool | None,
        rngs: nnx.Rngs | None,
    ) -> tuple[jax.Array, jax.Array | None]:
        """[batch, length, hidden] → the same, and the weights [batch, heads, length, length] when asked for."""
        context, weights = self.self(
            hidden, mask, head_mask, with_weights=with_weights, deterministic=deterministic, rngs=rngs
        )
        return self.output(context, hidden, deterministic=deterministic, rngs=rngs), weights


class EncoderLayer(nnx.Module):
    """One block: `attention`, then the feed-forward layers `intermediate` and `output`."""

    def __init__(self, config: Any, setup: Setup) -> None:
        self.attention = AttentionBlock(config, setup)
        self.intermediate = DenseActivation(
            config.hidden_size, config.intermediate_size, activation(config.hidden_act), setup
        )
        self.output = _residual_output(config.intermediate_size, config, setup)

    def __call__(
        self,
        hidden: jax.Array,
        mask: jax.Array | None,
        head_mask: jax.Array | None,
        *,
        with_weights: bool,
        deterministic: bool | None,
        rngs: nnx.Rngs | None,
    ) -> tuple[jax.Array, jax.Array | None]:
        """As `AttentionBlock`."""
        hidden, weights = self.attention(
            hidden, mask, head_mask, with_weights=with_weights, deterministic=deterministic, rngs=rngs
        )
        return self.output(self.intermediate(hidden), hidden, deterministic=deterministic, rngs=rngs), weights


class Encoder(nnx.Module):
    """The blocks, in the list `layer`."""

    def __init__(self, config: Any, setup: Setup) -> None:
        self.layer = nnx.List([EncoderLayer(config, setup) for _ in range(config.num_hidden_layers)])

    def __call__(
        self,
        hidden: jax.Array,
        mask: jax.Array | None,
        head_mask: jax.Array | None,
        *,
        output_attentions: bool,
        output_hidden_states: bool,
        deterministic: bool | None,
        rngs: nnx.Rngs | None,
    ) -> tuple[jax.Array, Arrays | None, Arrays | None]:
        """[batch, length, hidden] → the same; what each block was given and the result; each block's weights.

        Args:
            mask: booleans that broadcast to [batch, heads, length, length].
            head_mask: as `layer_head_masks` takes it.
        """
        states: list[jax.Array] = [hidden]
        attentions: list[Any] = []  # all None where the weights are not wanted
        for layer, layer_head_mask in zip(self.layer, layer_head_masks(head_mask, len(self.layer)), strict=True):
            hidden, weights = layer(
                hidden, mask, layer_head_mask, with_weights=output_attentions, deterministic=deterministic, rngs=rngs
            )
            states.append(hidden)
            attentions.append(weights)
        return hidden, tuple(states) if output_hidden_states else None, tuple(attentions) if output_attentions else None


def _residual_output(inputs: int, config: Any, setup: Setup) -> ResidualOutput:
    return ResidualOutput(
        inputs, config.hidden_size, rate=config.hidden_dropout_prob, epsilon=config.layer_norm_eps, setup=setup
    )
