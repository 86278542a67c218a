"""The post-norm encoder (https://arxiv.org/abs/1810.04805) that BERT and its relatives share."""

from __future__ import annotations

from typing import Any

from trivet.config import PretrainedConfig
from trivet_tf.framework import keras, tf
from trivet_tf.layers.attention import SelfAttention, head_masks
from trivet_tf.layers.feed_forward import ActivatedLinear
from trivet_tf.layers.norms import ResidualOutput
from trivet_tf.outputs import TFBaseModelOutput


class SelfAttentionBlock(keras.layers.Layer):
    """Self-attention, its projection, residual and norm. Layers `self`, `output`."""

    def __init__(self, config: PretrainedConfig, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        size, policy = config.hidden_size, self.dtype_policy
        self.self_attention = SelfAttention(
            size,
            config.num_attention_heads,
            dropout=config.attention_probs_dropout_prob,
            initializer_range=config.initializer_range,
            dtype=policy,
            name="self",
        )
        self.projection = residual_output(config, size, policy)

    def build(self, input_shape: Any = None) -> None:
        """Create the variables; the sizes are known without a shape."""
        self.self_attention.build()
        self.projection.build()

    def call(
        self,
        states: tf.Tensor,
        attention_mask: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        need_weights: bool = False,
        training: bool = False,
    ) -> tuple[tf.Tensor, tf.Tensor | None]:
        """[batch, length, hidden] → the same, and the attention weights if asked for."""
        context, weights = self.self_attention(
            states, attention_mask, head_mask, need_weights=need_weights, training=training
        )
        return self.projection(context, states, training=training), weights


class EncoderLayer(keras.layers.Layer):
    """Attention, then the feed-forward network. Layers `attention`, `intermediate`, `output`."""

    def __init__(self, config: PretrainedConfig, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        policy = self.dtype_policy
        self.attention = SelfAttentionBlock(config, dtype=policy, name="attention")
        self.intermediate = ActivatedLinear(
            config.hidden_size,
            config.intermediate_size,
            config.hidden_act,
            initializer_range=config.initializer_range,
            dtype=policy,
            name="intermediate",
        )
        self.projection = residual_output(config, config.intermediate_size, policy)

    def build(self, input_shape: Any = None) -> None:
        """Create the variables; the sizes are known without a shape."""
        for layer in (self.attention, self.intermediate, self.projection):
            layer.build()

    def call(
        self,
        states: tf.Tensor,
        attention_mask: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        need_weights: bool = False,
        training: bool = False,
    ) -> tuple[tf.Tensor, tf.Tensor | None]:
        """[batch, length, hidden] → the same, and the attention weights if asked for."""
        attended, weights = self.attention(
            states, attention_mask, head_mask, need_weights=need_weights, training=training
        )
        return self.projection(self.intermediate(attended), attended, training=training), weights


class Encoder(keras.layers.Layer):
    """The layers `layer_._0`, `layer_._1`, …, one after the other."""

    def __init__(self, config: PretrainedConfig, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.layer = [
            EncoderLayer(config, dtype=self.dtype_policy, name=f"layer_._{index}")
            for index in range(config.num_hidden_layers)
        ]

    def build(self, input_shape: Any = None) -> None:
        """Create the variables; the sizes are known without a shape."""
        for layer in self.layer:
            layer.build()

    def call(
        self,
        states: tf.Tensor,
        attention_mask: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        output_attentions: bool = False,
        output_hidden_states: bool = False,
        training: bool = False,
    ) -> TFBaseModelOutput:
        """[batch, length, hidden] → the same, with every layer's states and weights if asked for."""
        all_states, all_weights = [states], []
        for layer, kept in zip(self.layer, head_masks(head_mask, len(self.layer)), strict=True):
            states, weights = layer(states, attention_mask, kept, need_weights=output_attentions, training=training)
            all_states.append(states)
            all_weights.append(weights)
        return TFBaseModelOutput(
            last_hidden_state=states,
            hidden_states=tuple(all_states) if output_hidden_states else None,
            attentions=tuple(all_weights) if output_attentions else None,
        )


def residual_output(config: PretrainedConfig, inputs: int, policy: Any) -> ResidualOutput:
    """The layer `output` that ends both sublayers."""
    return ResidualOutput(
        inputs,
        config.hidden_size,
        eps=config.layer_norm_eps,
        dropout=config.hidden_dropout_prob,
        initializer_range=config.initializer_range,
        dtype=policy,
        name="output",
    )
