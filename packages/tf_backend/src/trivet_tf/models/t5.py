"""T5 (https://arxiv.org/abs/1910.10683). What a `call` takes and raises is said in `trivet_tf.seq2seq_heads`."""

from __future__ import annotations

from typing import Any, ClassVar

from trivet.families.text.t5 import T5Config
from trivet_tf.framework import keras, tf
from trivet_tf.inputs import unpack_inputs
from trivet_tf.layers.building import BuildsItself, IndexEmbedding, Linear
from trivet_tf.layers.embeddings import words_of
from trivet_tf.layers.heads import vocabulary_scores
from trivet_tf.modeling import TFPreTrainedModel
from trivet_tf.models.t5_layers import T5Decoder, T5Encoder
from trivet_tf.outputs import TFBaseModelOutput, TFModelOutput
from trivet_tf.seq2seq_heads import ConditionalGeneration, Seq2SeqModel

ops = keras.ops


class TFT5PreTrainedModel(BuildsItself, TFPreTrainedModel):
    """What all T5 models share."""

    config_class: ClassVar[type[T5Config]] = T5Config

    @property
    def prunable_layer(self) -> T5Encoder:
        """The encoder."""
        encoder: T5Encoder = self.encoder
        return encoder

    def embedding(self, config: T5Config, policy: keras.DTypePolicy) -> IndexEmbedding:
        """The layer `shared`: the vocabulary."""
        deviation = config.initializer_factor
        return IndexEmbedding(
            config.vocab_size, config.d_model, initializer_range=deviation, dtype=policy, name="shared"
        )


class TFT5Model(Seq2SeqModel, TFT5PreTrainedModel):
    """Encoder and decoder."""

    def add_layers(self, config: T5Config, policy: keras.DTypePolicy) -> None:
        """Make the layers `shared`, `encoder` and `decoder`."""
        self.shared = self.embedding(config, policy)
        self.encoder = T5Encoder(config, dtype=policy, name="encoder")
        self.decoder = T5Decoder(config, dtype=policy, name="decoder")

    @unpack_inputs
    def call(
        self,
        input_ids: tf.Tensor | None = None,
        attention_mask: tf.Tensor | None = None,
        decoder_input_ids: tf.Tensor | None = None,
        decoder_attention_mask: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        decoder_head_mask: tf.Tensor | None = None,
        encoder_outputs: Any = None,
        past_key_values: Any = None,
        inputs_embeds: tf.Tensor | None = None,
        decoder_inputs_embeds: tf.Tensor | None = None,
        use_cache: bool | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
        cross_attn_head_mask: tf.Tensor | None = None,
        training: bool = False,
    ) -> TFModelOutput | tuple[Any, ...]:
        """`last_hidden_state` [batch, target, d_model], of the decoder."""
        if decoder_head_mask is None and self.config.num_layers == self.config.num_decoder_layers:
            decoder_head_mask = head_mask
        near = (input_ids, attention_mask, decoder_input_ids, decoder_attention_mask, None)
        masks = (head_mask, decoder_head_mask, cross_attn_head_mask)
        far = (encoder_outputs, past_key_values, inputs_embeds, decoder_inputs_embeds)
        options = (use_cache, output_attentions, output_hidden_states, return_dict)
        return super().call(*near, *masks, *far, *options, training=training)


class TFT5ForConditionalGeneration(ConditionalGeneration, TFT5Model):
    """Writes an output for an input."""

    def add_layers(self, config: T5Config, policy: keras.DTypePolicy) -> None:
        """Make the layers `shared`, `encoder`, `decoder`, and `lm_head` where it is not tied to `shared`."""
        TFT5Model.add_layers(self, config, policy)
        self.lm_head = None
        if not config.tie_word_embeddings:
            options: dict[str, Any] = {"initializer_range": config.initializer_factor, "dtype": policy}
            self.lm_head = Linear(config.d_model, config.vocab_size, bias=False, name="lm_head", **options)

    @unpack_inputs
    def call(
        self,
        input_ids: tf.Tensor | None = None,
        attention_mask: tf.Tensor | None = None,
        decoder_input_ids: tf.Tensor | None = None,
        decoder_attention_mask: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        decoder_head_mask: tf.Tensor | None = None,
        encoder_outputs: Any = None,
        past_key_values: Any = None,
        inputs_embeds: tf.Tensor | None = None,
        decoder_inputs_embeds: tf.Tensor | None = None,
        labels: tf.Tensor | None = None,
        use_cache: bool | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
        cross_attn_head_mask: tf.Tensor | None = None,
        training: bool = False,
    ) -> TFModelOutput | tuple[Any, ...]:
        """`logits` [batch, target, vocab]; with `labels` also their loss."""
        if decoder_head_mask is None and self.config.num_layers == self.config.num_decoder_layers:
            decoder_head_mask = head_mask
        near = (input_ids, attention_mask, decoder_input_ids, decoder_attention_mask, None)
        masks = (head_mask, decoder_head_mask, cross_attn_head_mask)
        far = (encoder_outputs, past_key_values, inputs_embeds, decoder_inputs_embeds)
        options = (use_cache, output_attentions, output_hidden_states, return_dict)
        return Seq2SeqModel.call(self, *near, *masks, *far, *options, labels=labels, training=training)

    def scores(self, states: tf.Tensor) -> tf.Tensor:
        """[batch, target, d_model] → [batch, target, vocab]."""
        if self.config.scales_decoder_outputs:
            states = states * self.config.d_model**-0.5
        if self.lm_head is not None:
            return self.lm_head(states)
        return vocabulary_scores(states, self.shared.embeddings)


class TFT5EncoderModel(TFT5PreTrainedModel):
    """The encoder alone."""

    def __init__(self, config: T5Config, **kwargs: Any) -> None:
        super().__init__(config, **kwargs)
        self.shared = self.embedding(config, self.dtype_policy)
        self.encoder = T5Encoder(config, dtype=self.dtype_policy, name="encoder")

    @unpack_inputs
    def call(
        self,
        input_ids: tf.Tensor | None = None,
        attention_mask: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        inputs_embeds: tf.Tensor | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
        training: bool = False,
    ) -> TFBaseModelOutput | tuple[Any, ...]:
        """`last_hidden_state` [batch, length, d_model].

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given, or a mask has another shape.
        """
        config = self.config
        output = self.encoder(
            words_of(self.shared, input_ids, inputs_embeds),
            attention_mask,
            head_mask,
            output_attentions=config.output_attentions if output_attentions is None else output_attentions,
            output_hidden_states=config.output_hidden_states if output_hidden_states is None else output_hidden_states,
            training=training,
        )
        return self._returned(output, return_dict)
