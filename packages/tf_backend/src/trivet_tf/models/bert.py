"""BERT (https://arxiv.org/abs/1810.04805): the encoder. Its heads are in `bert_pretraining` and `bert_heads`.

Every `call` takes `input_ids` [batch, length] or `inputs_embeds` [batch, length, hidden]; `attention_mask` (1 attends,
0 does not) [batch, length], [batch, query, key] or [batch, heads, query, key]; `token_type_ids` and `position_ids`
[batch, length]; `head_mask` (1 keeps) [heads] or [layers, heads]; and with `return_dict=False` returns a tuple. All of
it may also come as one dict or one list.
"""

from __future__ import annotations

from typing import Any, ClassVar

from trivet.architectures.bert import BertConfig
from trivet_tf.framework import keras, tf
from trivet_tf.inputs import unpack_inputs
from trivet_tf.layers.attention import attention_mask_of
from trivet_tf.layers.embeddings import TextEmbeddings
from trivet_tf.layers.encoder import Encoder
from trivet_tf.layers.feed_forward import ActivatedLinear
from trivet_tf.modeling import TFPreTrainedModel
from trivet_tf.outputs import TFBaseModelOutputWithPooling, TFModelOutput


class TFBertMainLayer(keras.layers.Layer):
    """The encoder and the pooling layer that sentence tasks read: what every BERT model holds as `bert`."""

    def __init__(self, config: BertConfig, add_pooling_layer: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.config = config
        policy, size, deviation = self.dtype_policy, config.hidden_size, config.initializer_range
        self.embeddings = TextEmbeddings(
            config.vocab_size,
            config.max_position_embeddings,
            config.type_vocab_size,
            size,
            eps=config.layer_norm_eps,
            dropout=config.hidden_dropout_prob,
            initializer_range=deviation,
            dtype=policy,
            name="embeddings",
        )
        self.encoder = Encoder(config, dtype=policy, name="encoder")
        self.pooler = None
        if add_pooling_layer:
            self.pooler = ActivatedLinear(size, size, "tanh", initializer_range=deviation, dtype=policy, name="pooler")

    def build(self, input_shape: Any = None) -> None:
        """Create the variables; the sizes are known without a shape."""
        self.embeddings.build()
        self.encoder.build()
        if self.pooler is not None:
            self.pooler.build()

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
    ) -> TFBaseModelOutputWithPooling:
        """`last_hidden_state` [batch, length, hidden] and `pooler_output` [batch, hidden].

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given, or a mask has another shape.
        """
        config = self.config
        states = self.embeddings(input_ids, token_type_ids, position_ids, inputs_embeds, training=training)
        encoded = self.encoder(
            states,
            None if attention_mask is None else attention_mask_of(attention_mask),
            head_mask,
            output_attentions=config.output_attentions if output_attentions is None else output_attentions,
            output_hidden_states=config.output_hidden_states if output_hidden_states is None else output_hidden_states,
            training=training,
        )
        states = encoded.last_hidden_state
        pooled = None if self.pooler is None else self.pooler(states[:, 0])
        return TFBaseModelOutputWithPooling(states, pooled, encoded.hidden_states, encoded.attentions)


class TFBertPreTrainedModel(TFPreTrainedModel):
    """What all BERT models share."""

    config_class: ClassVar[type[BertConfig]] = BertConfig
    base_model_prefix = "bert"

    config: BertConfig


class TFBertModel(TFBertPreTrainedModel):
    """The encoder, with the pooling layer that sentence tasks read.

    Args:
        add_pooling_layer: whether to have the pooling layer.
    """

    def __init__(self, config: BertConfig, add_pooling_layer: bool = True, **kwargs: Any) -> None:
        super().__init__(config, **kwargs)
        self.bert = TFBertMainLayer(config, add_pooling_layer, dtype=self.dtype_policy, name="bert")

    def build(self, input_shape: Any = None) -> None:
        """Create the variables; the config says all that is needed."""
        self.bert.build()

    @unpack_inputs
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
        return_dict: bool | None = None,
        training: bool = False,
    ) -> TFBaseModelOutputWithPooling | tuple[Any, ...]:
        """`last_hidden_state` [batch, length, hidden] and `pooler_output` [batch, hidden].

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given, or a mask has another shape.
        """
        output = self.bert(
            input_ids,
            attention_mask,
            token_type_ids,
            position_ids,
            head_mask,
            inputs_embeds,
            output_attentions=output_attentions,
            output_hidden_states=output_hidden_states,
            training=training,
        )
        return self._returned(output, return_dict)


class TFBertHead(TFBertPreTrainedModel):
    """A BERT model with a head on top of `bert`."""

    _needs_pooler: ClassVar[bool] = True

    def __init__(self, config: BertConfig, **kwargs: Any) -> None:
        super().__init__(config, **kwargs)
        self.bert = TFBertMainLayer(config, self._needs_pooler, dtype=self.dtype_policy, name="bert")

    def encode(self, *inputs: tf.Tensor | None, **options: Any) -> TFBaseModelOutputWithPooling:
        """The encoder's outputs for the inputs, in the order of `call`."""
        encoded: TFBaseModelOutputWithPooling = self.bert(*inputs, **options)
        return encoded


class TFBertLabelHead(TFBertHead):
    """A head whose target is `labels` alone. Subclasses say in `answer` what they make of the encoder's outputs."""

    @unpack_inputs
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
        return_dict: bool | None = None,
        labels: tf.Tensor | None = None,
        training: bool = False,
    ) -> TFModelOutput | tuple[Any, ...]:
        """The head's logits; with `labels` also their loss.

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given, or a mask has another shape.
        """
        encoded = self.encode(
            input_ids,
            attention_mask,
            token_type_ids,
            position_ids,
            head_mask,
            inputs_embeds,
            output_attentions=output_attentions,
            output_hidden_states=output_hidden_states,
            training=training,
        )
        return self._returned(self.answer(encoded, labels, training=training), return_dict)

    def answer(
        self, encoded: TFBaseModelOutputWithPooling, labels: tf.Tensor | None, *, training: bool
    ) -> TFModelOutput:
        """The head's output, with a loss if there are labels."""
        raise NotImplementedError(f"{type(self).__name__} does not say what its head does")
