"""ALBERT's layers, which states pass through again and again."""

from __future__ import annotations

from typing import Any

from trivet.families.text.albert import AlbertConfig
from trivet_tf.activations import activation
from trivet_tf.framework import keras, tf
from trivet_tf.layers.attention import Attention, attention_mask_of, head_masks
from trivet_tf.layers.building import Composite, Linear
from trivet_tf.layers.heads import VocabularyScores
from trivet_tf.layers.norms import LayerNorm
from trivet_tf.outputs import TFBaseModelOutput


class AlbertAttention(Attention):
    """Self-attention with its residual and norm. Layers `query`, `key`, `value`, `dense`, `LayerNorm`."""

    def __init__(self, config: AlbertConfig, **kwargs: Any) -> None:
        super().__init__(
            config.hidden_size,
            config.num_attention_heads,
            ("query", "key", "value", "dense"),
            dropout=config.attention_probs_dropout_prob,
            initializer_range=config.initializer_range,
            **kwargs,
        )
        policy = self.dtype_policy
        self.LayerNorm = LayerNorm(config.hidden_size, eps=config.layer_norm_eps, dtype=policy, name="LayerNorm")
        self.output_dropout = keras.layers.Dropout(config.hidden_dropout_prob, dtype=policy, name="output_dropout")

    def call(
        self,
        states: tf.Tensor,
        attention_mask: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        bias: tf.Tensor | None = None,
        need_weights: bool = False,
        training: bool = False,
    ) -> tuple[tf.Tensor, tf.Tensor | None]:
        """[batch, length, hidden] → the same, and the attention weights if asked for."""
        context, weights = super().call(
            states, attention_mask, head_mask, bias, need_weights=need_weights, training=training
        )
        return self.LayerNorm(states + self.output_dropout(context, training=training)), weights


class AlbertLayer(Composite):
    """Attention, then the feed-forward network. Layers `attention`, `ffn`, `ffn_output`, `full_layer_layer_norm`."""

    def __init__(self, config: AlbertConfig, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        size, inner, policy = config.hidden_size, config.intermediate_size, self.dtype_policy
        options: dict[str, Any] = {"initializer_range": config.initializer_range, "dtype": policy}
        self.attention = AlbertAttention(config, dtype=policy, name="attention")
        self.ffn = Linear(size, inner, name="ffn", **options)
        self.ffn_output = Linear(inner, size, name="ffn_output", **options)
        self.norm = LayerNorm(size, eps=config.layer_norm_eps, dtype=policy, name="full_layer_layer_norm")
        self.dropout = keras.layers.Dropout(config.hidden_dropout_prob, dtype=policy, name="dropout")
        self.activation = activation(config.hidden_act)

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
        inner = self.ffn_output(self.activation(self.ffn(attended)))
        return self.norm(attended + self.dropout(inner, training=training)), weights


class AlbertGroup(Composite):
    """Layers that states pass through together, as often as it takes. Layers `albert_layers_._0`, …"""

    def __init__(self, config: AlbertConfig, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.albert_layers = [
            AlbertLayer(config, dtype=self.dtype_policy, name=f"albert_layers_._{index}")
            for index in range(config.inner_group_num)
        ]


class AlbertEncoder(Composite):
    """Groups of layers, each passed through several times. Layers `embedding_hidden_mapping_in`, `albert_layer_groups`.

    Hidden states are those after each pass; attention weights are those of every layer of every pass.
    """

    def __init__(self, config: AlbertConfig, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.passes = config.layer_groups
        policy, name = self.dtype_policy, "embedding_hidden_mapping_in"
        options: dict[str, Any] = {"initializer_range": config.initializer_range, "dtype": policy}
        self.embedding_hidden_mapping_in = Linear(config.embedding_size, config.hidden_size, name=name, **options)
        self.albert_layer_groups = [
            AlbertGroup(config, dtype=policy, name=f"albert_layer_groups_._{index}")
            for index in range(config.num_hidden_groups)
        ]

    def call(
        self,
        states: tf.Tensor,
        attention_mask: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        output_attentions: bool = False,
        output_hidden_states: bool = False,
        training: bool = False,
    ) -> TFBaseModelOutput:
        """[batch, length, embedding] → [batch, length, hidden]."""
        states = self.embedding_hidden_mapping_in(states)
        all_states, all_weights = [states], []
        masks = head_masks(head_mask, len(self.passes))
        mask = None if attention_mask is None else attention_mask_of(attention_mask)
        for group in self.passes:
            # A group has one set of heads: its layers' masks are those of its first passes, every time.
            own = [each for other, each in zip(self.passes, masks, strict=True) if other == group]
            for index, layer in enumerate(self.albert_layer_groups[group].albert_layers):
                kept = own[min(index, len(own) - 1)]
                states, weights = layer(states, mask, kept, need_weights=output_attentions, training=training)
                all_weights.append(weights)
            all_states.append(states)
        return TFBaseModelOutput(
            last_hidden_state=states,
            hidden_states=tuple(all_states) if output_hidden_states else None,
            attentions=tuple(all_weights) if output_attentions else None,
        )


class AlbertPredictions(Composite):
    """Scores of every word. Layers `dense`, `LayerNorm`, `decoder`."""

    def __init__(self, config: AlbertConfig, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        policy, size = self.dtype_policy, config.embedding_size
        options: dict[str, Any] = {"initializer_range": config.initializer_range, "dtype": policy}
        self.dense = Linear(config.hidden_size, size, name="dense", **options)
        self.LayerNorm = LayerNorm(size, eps=config.layer_norm_eps, dtype=policy, name="LayerNorm")
        self.decoder = VocabularyScores(config, size, nested=False, dtype=policy, name="decoder")
        self.activation = activation(config.hidden_act)

    def call(self, states: tf.Tensor, table: tf.Tensor) -> tf.Tensor:
        """[batch, length, hidden] and the embeddings [vocab, embedding] → [batch, length, vocab]."""
        return self.decoder(self.LayerNorm(self.activation(self.dense(states))), table)
