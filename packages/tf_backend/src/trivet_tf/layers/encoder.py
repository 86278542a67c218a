"""The post-norm encoder (https://arxiv.org/abs/1810.04805) that BERT and its relatives share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from trivet.families.config import PretrainedConfig
from trivet_tf.framework import keras, tf
from trivet_tf.layers.attention import Attention, attention_mask_of, head_masks
from trivet_tf.layers.building import Composite, Linear
from trivet_tf.layers.embeddings import TextEmbeddings
from trivet_tf.layers.feed_forward import ActivatedLinear
from trivet_tf.layers.norms import LayerNorm
from trivet_tf.outputs import TFBaseModelOutput, TFBaseModelOutputWithPooling
from trivet_tf.pruning import Prunable, PrunableAttention


class ResidualOutput(Composite):
    """End of a post-norm sublayer: `LayerNorm(residual + dropout(dense(x)))`. Layers `dense`, `LayerNorm`."""

    def __init__(self, config: PretrainedConfig, inputs: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        size, policy = config.hidden_size, self.dtype_policy
        self.dense = Linear(inputs, size, initializer_range=config.initializer_range, dtype=policy, name="dense")
        self.LayerNorm = LayerNorm(size, eps=config.layer_norm_eps, dtype=policy, name="LayerNorm")
        self.dropout = keras.layers.Dropout(config.hidden_dropout_prob, dtype=policy, name="dropout")

    def call(self, states: tf.Tensor, residual: tf.Tensor, training: bool = False) -> tf.Tensor:
        """[batch, length, inputs] and [batch, length, hidden] → [batch, length, hidden]."""
        return self.LayerNorm(self.dropout(self.dense(states), training=training) + residual)


class SelfAttentionBlock(Composite):
    """Self-attention, its projection, residual and norm. Layers `self`, `output`."""

    def __init__(self, config: PretrainedConfig, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.self_attention = Attention(
            config.hidden_size,
            config.num_attention_heads,
            ("query", "key", "value"),
            dropout=config.attention_probs_dropout_prob,
            initializer_range=config.initializer_range,
            dtype=self.dtype_policy,
            name="self",
        )
        self.projection = ResidualOutput(config, config.hidden_size, dtype=self.dtype_policy, name="output")

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

    def prune_heads(self, heads: Iterable[int]) -> None:
        """Take heads out, given by the numbers that they had at first."""
        self.self_attention.prune_heads(heads, self.projection.dense)


class EncoderLayer(Composite):
    """Attention, then the feed-forward network. Layers `attention`, `intermediate`, `output`."""

    def __init__(self, config: PretrainedConfig, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        policy, inner = self.dtype_policy, config.intermediate_size
        self.attention = SelfAttentionBlock(config, dtype=policy, name="attention")
        self.intermediate = ActivatedLinear(
            config.hidden_size,
            inner,
            config.hidden_act,
            initializer_range=config.initializer_range,
            dtype=policy,
            name="intermediate",
        )
        self.projection = ResidualOutput(config, inner, dtype=policy, name="output")

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


class Encoder(Composite):
    """Layers one after the other.

    Args:
        layer_class: of the layers; takes the config.
        names: of the layers, `{}` standing for the number.
    """

    def __init__(
        self,
        config: PretrainedConfig,
        layer_class: Callable[..., keras.layers.Layer] = EncoderLayer,
        names: str = "layer_._{}",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.layer = [
            layer_class(config, dtype=self.dtype_policy, name=names.format(index))
            for index in range(config.num_hidden_layers)
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
        """[batch, length, hidden] → the same, with every layer's states and weights if asked for."""
        mask = None if attention_mask is None else attention_mask_of(attention_mask)
        return run_layers(
            self.layer,
            states,
            mask,
            head_mask,
            output_attentions=output_attentions,
            output_hidden_states=output_hidden_states,
            training=training,
        )


def run_layers(
    layers: Sequence[keras.layers.Layer],
    states: tf.Tensor,
    mask: tf.Tensor | None,
    head_mask: tf.Tensor | None,
    *,
    inputs: tuple[Any, ...] = (),
    finish: Callable[[tf.Tensor], tf.Tensor] | None = None,
    output_attentions: bool,
    output_hidden_states: bool,
    training: bool,
) -> TFBaseModelOutput:
    """States [batch, length, hidden] through layers, each of which gives states and attention weights.

    Args:
        mask: as for `attend`.
        head_mask: as for `head_masks`.
        inputs: what every layer takes besides.
        finish: what the last states go through, such as a norm.
    """
    all_states, all_weights = [], []
    for layer, kept in zip(layers, head_masks(head_mask, len(layers)), strict=True):
        all_states.append(states)
        states, weights = layer(states, mask, kept, *inputs, need_weights=output_attentions, training=training)
        all_weights.append(weights)
    states = states if finish is None else finish(states)
    return TFBaseModelOutput(
        last_hidden_state=states,
        hidden_states=(*all_states, states) if output_hidden_states else None,
        attentions=tuple(all_weights) if output_attentions else None,
    )


class TextEncoder(Prunable):
    """Embeddings, encoder and perhaps a pooling layer: what every model of a family holds as its base.

    Subclasses make the layers `embeddings` and `encoder`, and may make `embeddings_project`, between the two, and
    `pooler`, which sentence tasks read.
    """

    embeddings: TextEmbeddings
    encoder: Encoder
    embeddings_project: keras.layers.Layer | None = None
    pooler: keras.layers.Layer | None = None

    def __init__(self, config: PretrainedConfig, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.config = config

    def attention_of(self, layer: int) -> PrunableAttention:
        """A layer's attention."""
        found: PrunableAttention = self.encoder.layer[layer].attention
        return found

    def text_embeddings(self, size: int, *, padding_id: int | None = None) -> TextEmbeddings:
        """The layer `embeddings` as the config has it, of `size` each."""
        config = self.config
        return TextEmbeddings(
            config.vocab_size,
            config.max_position_embeddings,
            config.type_vocab_size,
            size,
            eps=config.layer_norm_eps,
            dropout=config.hidden_dropout_prob,
            initializer_range=config.initializer_range,
            padding_id=padding_id,
            dtype=self.dtype_policy,
            name="embeddings",
        )

    def call(
        self,
        input_ids: tf.Tensor | None = None,
        attention_mask: tf.Tensor | None = None,
        token_type_ids: tf.Tensor | None = None,
        position_ids: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        inputs_embeds: tf.Tensor | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        training: bool = False,
    ) -> TFBaseModelOutput | TFBaseModelOutputWithPooling:
        """`last_hidden_state` [batch, length, hidden], and `pooler_output` [batch, hidden] where there is a pooler.

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given, or a mask has another shape.
        """
        config = self.config
        states = self.embeddings(input_ids, token_type_ids, position_ids, inputs_embeds, training=training)
        if self.embeddings_project is not None:
            states = self.embeddings_project(states)
        encoded: TFBaseModelOutput = self.encoder(
            states,
            attention_mask,
            head_mask,
            output_attentions=config.output_attentions if output_attentions is None else output_attentions,
            output_hidden_states=config.output_hidden_states if output_hidden_states is None else output_hidden_states,
            training=training,
        )
        if self.pooler is None:
            return encoded
        states = encoded["last_hidden_state"]
        return TFBaseModelOutputWithPooling(
            states, self.pooler(states[:, 0]), encoded.hidden_states, encoded.attentions
        )


class PooledTextEncoder(TextEncoder):
    """A `TextEncoder` as BERT's, `embeddings` and `encoder` of one size.

    Args:
        add_pooling_layer: whether to have the pooling layer.
    """

    def __init__(self, config: PretrainedConfig, add_pooling_layer: bool = True, **kwargs: Any) -> None:
        super().__init__(config, **kwargs)
        size, policy = config.hidden_size, self.dtype_policy
        self.embeddings = self.text_embeddings(size, padding_id=self.padding_id(config))
        self.encoder = Encoder(config, dtype=policy, name="encoder")
        if add_pooling_layer:
            deviation = config.initializer_range
            self.pooler = ActivatedLinear(size, size, "tanh", initializer_range=deviation, dtype=policy, name="pooler")

    @staticmethod
    def padding_id(config: Any) -> int | None:
        """The token that positions do not count; None: positions count all."""
        return None
