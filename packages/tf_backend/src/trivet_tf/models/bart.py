"""BART (https://arxiv.org/abs/1910.13461) and what its relatives share.

What a `call` takes and raises is said in `trivet_tf.seq2seq_heads`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from trivet.errors import InvalidInputError
from trivet.families.call_checks import end_tokens, require_ends
from trivet.families.seq2seq import Seq2SeqConfig
from trivet.families.text.bart import BartConfig
from trivet_tf.framework import keras, tf
from trivet_tf.inputs import unpack_inputs
from trivet_tf.layers.attention import with_axes
from trivet_tf.layers.building import IndexEmbedding, Linear
from trivet_tf.layers.embeddings import words_of
from trivet_tf.layers.heads import ClassificationHead, Classifier, Within, vocabulary_scores
from trivet_tf.layers.seq2seq import EncoderDecoder
from trivet_tf.losses import question_answering_loss, sequence_classification_loss
from trivet_tf.outputs import (
    TFModelOutput,
    TFSeq2SeqModelOutput,
    TFSeq2SeqQuestionAnsweringModelOutput,
    TFSeq2SeqSequenceClassifierOutput,
)
from trivet_tf.seq2seq_heads import ConditionalGeneration, Seq2SeqModel, rest_of

ops = keras.ops


class TFBartPreTrainedModel(Seq2SeqModel):
    """What all models of BART and its relatives share.

    Attributes:
        reads_input: whether the decoder reads the encoder's input, one place later, where there is nothing else.
    """

    config_class: ClassVar[type[Seq2SeqConfig]] = BartConfig
    base_model_prefix = "model"
    reads_input: ClassVar[bool] = True

    def add_layers(self, config: Any, policy: keras.DTypePolicy) -> None:
        """Make the layers `model.shared` and `model`, in which the decoder may have an `embed_tokens` of its own."""
        name, table = "model.shared", (config.vocab_size, config.d_model)
        options: dict[str, Any] = {"initializer_range": config.init_std, "dtype": policy}
        # Checkpoints of the field hold it outside `model`, under its name twice.
        self.shared = Within(IndexEmbedding(*table, name=name, **options), dtype=policy, name=name)
        self.model = EncoderDecoder(config, dtype=policy, name="model")
        if not config.shares_embeddings:
            self.model.decoder.embed_tokens = IndexEmbedding(*table, name="embed_tokens", **options)

    @property
    def stacks(self) -> tuple[keras.layers.Layer, keras.layers.Layer]:
        """The encoder and the decoder."""
        return self.model.encoder, self.model.decoder

    def words(self, input_ids: tf.Tensor | None, inputs_embeds: tf.Tensor | None, *, decoder: bool) -> tf.Tensor:
        """The vectors [batch, length, d_model] of tokens; ids' are scaled where the config says so."""
        if decoder and not self.config.shares_embeddings:
            words = words_of(self.stacks[1].embed_tokens, input_ids, inputs_embeds, "decoder_")
        else:
            words = super().words(input_ids, inputs_embeds, decoder=decoder)
        return words * self.config.d_model**0.5 if self.config.scale_embedding and inputs_embeds is None else words

    def decoder_ids(self, inputs: Mapping[str, Any], labels: Any) -> tf.Tensor | None:
        """What the decoder reads where the caller does not say."""
        if not self.reads_input or inputs["input_ids"] is None:
            return None
        return self.shifted(inputs["input_ids"])

    def caches_by_default(self, labels: Any) -> bool:
        """Whether to return a cache where the caller does not say: not in training."""
        return bool(self.config.use_cache) and labels is None


class BaseModel(Seq2SeqModel):
    """A base model, which takes no labels."""

    @unpack_inputs
    def call(
        self,
        input_ids: tf.Tensor | None = None,
        attention_mask: tf.Tensor | None = None,
        decoder_input_ids: tf.Tensor | None = None,
        decoder_attention_mask: tf.Tensor | None = None,
        decoder_position_ids: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        decoder_head_mask: tf.Tensor | None = None,
        cross_attn_head_mask: tf.Tensor | None = None,
        encoder_outputs: Any = None,
        past_key_values: Any = None,
        inputs_embeds: tf.Tensor | None = None,
        decoder_inputs_embeds: tf.Tensor | None = None,
        use_cache: bool | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
        training: bool = False,
    ) -> TFModelOutput | tuple[Any, ...]:
        """`last_hidden_state` [batch, target, d_model], of the decoder."""
        near = (input_ids, attention_mask, decoder_input_ids, decoder_attention_mask, decoder_position_ids)
        masks = (head_mask, decoder_head_mask, cross_attn_head_mask)
        far = (encoder_outputs, past_key_values, inputs_embeds, decoder_inputs_embeds)
        options = (use_cache, output_attentions, output_hidden_states, return_dict)
        return super().call(*near, *masks, *far, *options, training=training)


class TFBartModel(BaseModel, TFBartPreTrainedModel):
    """Encoder and decoder."""


class TFBartForConditionalGeneration(ConditionalGeneration, TFBartPreTrainedModel):
    """Writes an output for an input."""

    def add_layers(self, config: Any, policy: keras.DTypePolicy) -> None:
        """Make the base's layers, and `lm_head` where it is not tied to the vocabulary."""
        super().add_layers(config, policy)
        self.lm_head = None
        if not config.tie_word_embeddings:
            options: dict[str, Any] = {"initializer_range": config.init_std, "dtype": policy}
            self.lm_head = Linear(config.d_model, self.target_vocabulary, bias=False, name="lm_head", **options)

    def build(self, input_shape: Any = None) -> None:
        """Create the variables, `final_logits_bias` [1, vocab] among them; the config says all that is needed."""
        super().build()
        self.final_logits_bias = self.add_weight(
            shape=(1, self.target_vocabulary), initializer="zeros", trainable=False, name="final_logits_bias"
        )

    @property
    def target_vocabulary(self) -> int:
        """How many words the decoder knows."""
        return int(self.config.vocab_size)

    @property
    def output_table(self) -> tf.Tensor:
        """The embeddings that scores are made from, [vocab, d_model]."""
        return self.shared.inner.embeddings

    def decoder_ids(self, inputs: Mapping[str, Any], labels: Any) -> tf.Tensor | None:
        """What the decoder reads where the caller does not say."""
        return super().decoder_ids(inputs, labels) if labels is None else self.shifted(labels)

    def scores(self, states: tf.Tensor) -> tf.Tensor:
        """[batch, target, d_model] → [batch, target, vocab]."""
        if self.lm_head is None:
            return vocabulary_scores(states, self.output_table, self.final_logits_bias[0])
        scores = self.lm_head(states)
        return scores + ops.cast(self.final_logits_bias, scores.dtype)


class TFBartForSequenceClassification(TFBartPreTrainedModel):
    """Classifies whole inputs by the decoder's state at the last end-of-sequence token: `logits` [batch, num_labels].

    It needs `input_ids`. `labels` are [batch], or [batch, num_labels], as the config's `problem_type` has it.
    """

    def add_layers(self, config: Any, policy: keras.DTypePolicy) -> None:
        """Make the base's layers and `classification_head`."""
        super().add_layers(config, policy)
        self.classification_head = ClassificationHead(
            config,
            config.num_labels,
            "tanh",
            dropout=config.classifier_dropout,
            initializer_range=config.init_std,
            dtype=policy,
            name="classification_head",
        )

    def answer(
        self, decoded: TFSeq2SeqModelOutput, labels: Any, inputs: Mapping[str, Any], *, training: bool
    ) -> TFSeq2SeqSequenceClassifierOutput:
        """`logits`, and the loss of the config's `problem_type`.

        Raises:
            InvalidInputError: there are no `input_ids`, or as `states_at_end`.
        """
        ids = inputs["input_ids"]
        if ids is None:
            reason = "give input_ids: sequences are classified where they have the end-of-sequence token"
            raise InvalidInputError(reason)
        states = states_at_end(decoded.last_hidden_state, ids, end_tokens(self.config.eos_token_id))
        logits = self.classification_head(states, training=training)
        loss = None if labels is None else sequence_classification_loss(logits, labels, self.config)
        return TFSeq2SeqSequenceClassifierOutput(loss, logits, **rest_of(decoded))


def states_at_end(states: tf.Tensor, input_ids: tf.Tensor, ends: Sequence[int]) -> tf.Tensor:
    """The states [batch, hidden] at each row's last end-of-sequence token; NaN without one, within `tf.function`.

    Args:
        states: [batch, length, hidden].
        ends: the end-of-sequence tokens.

    Raises:
        InvalidInputError: rows have none, or different numbers of them, outside of `tf.function`.
    """
    ids = ops.convert_to_tensor(input_ids)
    is_end = ops.any(ops.equal(with_axes(ids, 2), ops.cast(ops.convert_to_tensor(ends), ids.dtype)), axis=-1)
    if tf.executing_eagerly():
        require_ends(ops.sum(ops.cast(is_end, "int32"), axis=1).numpy().tolist(), ends)
    places = ops.where(is_end, ops.arange(ops.shape(ids)[1], dtype="int32"), 0)
    picked = ops.squeeze(ops.take_along_axis(states, with_axes(ops.max(places, axis=1), 1, 2), axis=1), 1)
    return ops.where(with_axes(ops.any(is_end, axis=1), 1), picked, ops.cast(float("nan"), picked.dtype))


class TFBartForQuestionAnswering(TFBartPreTrainedModel):
    """Finds where an answer starts and ends."""

    def __init__(self, config: Any, **kwargs: Any) -> None:
        config.num_labels = 2  # where an answer starts, and where it ends
        super().__init__(config, **kwargs)

    def add_layers(self, config: Any, policy: keras.DTypePolicy) -> None:
        """Make the base's layers and `qa_outputs`."""
        super().add_layers(config, policy)
        self.qa_outputs = Classifier(
            config, config.num_labels, initializer_range=config.init_std, dtype=policy, name="qa_outputs"
        )

    @unpack_inputs
    def call(
        self,
        input_ids: tf.Tensor | None = None,
        attention_mask: tf.Tensor | None = None,
        decoder_input_ids: tf.Tensor | None = None,
        decoder_attention_mask: tf.Tensor | None = None,
        decoder_position_ids: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        decoder_head_mask: tf.Tensor | None = None,
        cross_attn_head_mask: tf.Tensor | None = None,
        encoder_outputs: Any = None,
        past_key_values: Any = None,
        inputs_embeds: tf.Tensor | None = None,
        decoder_inputs_embeds: tf.Tensor | None = None,
        use_cache: bool | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
        start_positions: tf.Tensor | None = None,
        end_positions: tf.Tensor | None = None,
        training: bool = False,
    ) -> TFModelOutput | tuple[Any, ...]:
        """`start_logits` and `end_logits` [batch, target]; a loss needs both targets, each [batch]."""
        near = (input_ids, attention_mask, decoder_input_ids, decoder_attention_mask, decoder_position_ids)
        masks = (head_mask, decoder_head_mask, cross_attn_head_mask)
        far = (encoder_outputs, past_key_values, inputs_embeds, decoder_inputs_embeds)
        options = (use_cache, output_attentions, output_hidden_states, return_dict)
        targets = None if start_positions is None or end_positions is None else (start_positions, end_positions)
        return super().call(*near, *masks, *far, *options, labels=targets, training=training)

    def answer(
        self, decoded: TFSeq2SeqModelOutput, labels: Any, inputs: Mapping[str, Any], *, training: bool
    ) -> TFSeq2SeqQuestionAnsweringModelOutput:
        """Both ends' logits, with a loss if there are targets."""
        logits = self.qa_outputs(decoded.last_hidden_state, training=training)
        ends = logits[..., 0], logits[..., 1]
        loss = None if labels is None else question_answering_loss(*ends, *labels)
        return TFSeq2SeqQuestionAnsweringModelOutput(loss, *ends, **rest_of(decoded))
