"""The post-norm encoder: a stack of self-attention and feed-forward blocks, as BERT and its relatives have it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

import jax
import jax.numpy as jnp
from flax import nnx

from trivet.families.outputs import BaseModelOutputWithPooling
from trivet_flax.activations import activation
from trivet_flax.layers.attention import MultiHeadAttention, expand_mask, layer_head_masks
from trivet_flax.layers.embeddings import TextEmbeddings
from trivet_flax.layers.feed_forward import DenseActivation, ResidualOutput
from trivet_flax.layers.pruning import Prunable
from trivet_flax.layers.remat import Recomputing
from trivet_flax.layers.setup import PretrainedModule, Setup

Arrays = tuple[jax.Array, ...]


class AttentionBlock(nnx.Module):
    """Self-attention (`self`), then projection, residual and norm (`output`)."""

    def __init__(self, config: Any, setup: Setup) -> None:
        size, rate = config.hidden_size, config.attention_probs_dropout_prob
        names = ("query", "key", "value", None)
        self.self = MultiHeadAttention(size, config.num_attention_heads, names=names, rate=rate, setup=setup)
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
        context, weights, _ = self.self(
            hidden, mask, head_mask, with_weights=with_weights, deterministic=deterministic, rngs=rngs
        )
        return self.output(context, hidden, deterministic=deterministic, rngs=rngs), weights

    def prune_heads(self, heads: Iterable[int]) -> None:
        """Take heads out, given by their first numbers."""
        self.self.prune(heads, self.output.dense)


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


class Encoder(Recomputing):
    """The blocks, in the list `layer`."""

    def __init__(self, config: Any, setup: Setup, block: Callable[[Any, Setup], nnx.Module] = EncoderLayer) -> None:
        """
        Args:
            block: makes one block, which is called as `EncoderLayer` is.
        """
        self.layer = nnx.List([block(config, setup) for _ in range(config.num_hidden_layers)])

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
            given: dict[str, Any] = {"with_weights": output_attentions, "deterministic": deterministic, "rngs": rngs}
            hidden, weights = self.run_layer(layer, hidden, mask, layer_head_mask, **given)
            states.append(hidden)
            attentions.append(weights)
        return hidden, tuple(states) if output_hidden_states else None, tuple(attentions) if output_attentions else None


class TextEncoder(PretrainedModule, Prunable):
    """Base of encoders of text: `embeddings`, then `encoder`, then `pooler` over the first token, if there is one.

    A family makes these three in `add_layers`; the encoder is called as `Encoder` is.

    Attributes:
        pools: whether the family has a pooling layer, which `add_pooling_layer=False` leaves out.
    """

    prunable_attention: ClassVar[str] = "encoder.layer.{}.attention"
    pools: ClassVar[bool] = True
    embeddings: Any
    encoder: Any

    def __init__(
        self,
        config: Any,
        *,
        dtype: Any = jnp.float32,
        param_dtype: Any = jnp.float32,
        add_pooling_layer: bool = True,
        rngs: nnx.Rngs,
    ) -> None:
        setup = Setup(rngs, dtype, param_dtype, config.initializer_range)
        self.add_layers(config, setup)
        self.prune_recorded(config)
        self.pooler: Any = self.make_pooler(config, setup) if self.pools and add_pooling_layer else None

    def add_layers(self, config: Any, setup: Setup) -> None:
        """Make `embeddings` and `encoder`."""
        self.embeddings = TextEmbeddings(config, setup)
        self.encoder = Encoder(config, setup)

    def make_pooler(self, config: Any, setup: Setup) -> nnx.Module:
        """What takes the first token's state [batch, hidden] to `pooler_output`."""
        return DenseActivation(config.hidden_size, config.hidden_size, jnp.tanh, setup)

    def __call__(
        self,
        input_ids: jax.Array | None = None,
        attention_mask: jax.Array | None = None,
        token_type_ids: jax.Array | None = None,
        position_ids: jax.Array | None = None,
        head_mask: jax.Array | None = None,
        inputs_embeds: jax.Array | None = None,
        *,
        output_attentions: bool = False,
        output_hidden_states: bool = False,
        deterministic: bool | None = None,
        rngs: nnx.Rngs | None = None,
    ) -> BaseModelOutputWithPooling[jax.Array]:
        """
        Args:
            input_ids, token_type_ids, position_ids: [batch, length].
            attention_mask: 1 for what may be attended to; [batch, length], [batch, length, length] or
                [batch, heads, length, length].
            head_mask: factors on the attention weights; [heads] or [layers, heads].
            inputs_embeds: word embeddings [batch, length, size] in place of `input_ids`.
            deterministic: whether dropout is off; None leaves it to `module.train()` and `module.eval()`.
            rngs: what dropout draws from.
        """
        hidden = self.embeddings(
            input_ids, token_type_ids, position_ids, inputs_embeds, deterministic=deterministic, rngs=rngs
        )
        hidden, states, attentions = self.encoder(
            self.widened(hidden),
            expand_mask(attention_mask),
            head_mask,
            output_attentions=output_attentions,
            output_hidden_states=output_hidden_states,
            deterministic=deterministic,
            rngs=rngs,
        )
        pooled = None if self.pooler is None else self.pooler(hidden[:, 0])
        return BaseModelOutputWithPooling(hidden, pooled, states, attentions)

    def widened(self, embedded: jax.Array) -> jax.Array:
        """The embeddings as the encoder takes them, where their size is another."""
        return embedded


def _residual_output(inputs: int, config: Any, setup: Setup) -> ResidualOutput:
    return ResidualOutput(
        inputs, config.hidden_size, rate=config.hidden_dropout_prob, epsilon=config.layer_norm_eps, setup=setup
    )
