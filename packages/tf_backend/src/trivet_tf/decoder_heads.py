"""Models that decoder families share: their arguments, caches, losses and outputs. A family says what its layers are.

Every `call` takes `input_ids` [batch, length] or `inputs_embeds` [batch, length, hidden]; `attention_mask` (1 attends,
0 does not) [batch, past + length], [batch, query, key] or [batch, heads, query, key]; `position_ids` [batch, length];
`past_key_values`, a cache of `trivet_tf.cache` or a tuple of each layer's key and value; with `use_cache` it returns
the cache that continues from there; and with `return_dict=False` a tuple. All of it may also come as one dict or list.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from trivet.families.call_checks import require_padding
from trivet_tf.family import FamilyModel
from trivet_tf.framework import keras, tf
from trivet_tf.inputs import unpack_inputs
from trivet_tf.layers.attention import with_axes
from trivet_tf.layers.building import Linear
from trivet_tf.layers.decoder import Decoder
from trivet_tf.layers.heads import Classifier, vocabulary_scores
from trivet_tf.loss_mixins import (
    TFCausalLanguageModelingLoss,
    TFSequenceClassificationLoss,
    TFTokenClassificationLoss,
)
from trivet_tf.losses import cross_entropy, sequence_classification_loss, token_classification_loss
from trivet_tf.outputs import (
    TFBaseModelOutputWithPast,
    TFCausalLMOutputWithPast,
    TFModelOutput,
    TFSequenceClassifierOutputWithPast,
    TFTokenClassifierOutput,
)
from trivet_tf.static_cache import SlidingWindowCache, StaticCache

ops = keras.ops


class DecoderFamily(FamilyModel):
    """Base of a decoder family's models."""

    @property
    def table(self) -> tf.Tensor:
        """The embeddings of the vocabulary, [vocab, size]."""
        return self.base.token_table

    @property
    def key_heads(self) -> list[int]:
        """Heads of keys and values of each layer."""
        config = self.config
        return [getattr(config, "num_key_value_heads", config.num_attention_heads)] * config.num_hidden_layers

    def init_cache(self, batch_size: int, max_length: int) -> StaticCache:
        """An empty cache of fixed shapes, so that each step of a decoding loop is the same compiled function.

        Args:
            max_length: how many positions there will be at most, those of the prompt among them.
        """
        config = self.config
        head_dim = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
        room, dtype = (self.key_heads, batch_size, max_length, head_dim), self.dtype_policy.compute_dtype
        windows = getattr(config, "layer_windows", ())
        if any(windows):
            return SlidingWindowCache.sliding(windows, *room, dtype)
        return StaticCache.empty(*room, dtype)


class Answers:
    """Mixin of heads: what a model makes of its decoder's output. Its `call` is the family's."""

    config: Any
    table: Any

    def answer(
        self, decoded: TFBaseModelOutputWithPast, input_ids: tf.Tensor | None, labels: Any, *, training: bool
    ) -> TFModelOutput:
        """The output, with a loss if there are labels."""
        raise NotImplementedError(f"{type(self).__name__} does not say what its head does")


class CausalLM(TFCausalLanguageModelingLoss, Answers):
    """Guesses each next token: `logits` [batch, length, vocab].

    `labels` are [batch, length], the input itself as a rule: they are shifted here, and -100 is ignored.
    """

    generates: ClassVar[bool] = True

    def add_layers(self, config: Any, policy: keras.DTypePolicy) -> None:
        """Make the layer `lm_head`; a tied model has none."""
        self.lm_head = None
        if not config.tie_word_embeddings:
            self.lm_head = Linear(
                config.hidden_size,
                config.vocab_size,
                bias=False,
                initializer_range=config.initializer_range,
                dtype=policy,
                name="lm_head",
            )

    def answer(
        self, decoded: TFBaseModelOutputWithPast, input_ids: tf.Tensor | None, labels: Any, *, training: bool
    ) -> TFCausalLMOutputWithPast:
        """`logits`, and the mean cross entropy of the tokens that follow."""
        states: tf.Tensor = decoded.last_hidden_state
        logits = vocabulary_scores(states, self.table) if self.lm_head is None else self.lm_head(states)
        softcap = getattr(self.config, "final_logit_softcapping", None)
        if softcap is not None:
            logits = softcap * ops.tanh(logits / softcap)
        loss = None if labels is None else cross_entropy(logits[:, :-1], labels[:, 1:])
        return TFCausalLMOutputWithPast(
            loss, logits, decoded.past_key_values, decoded.hidden_states, decoded.attentions
        )


class LastTokenClassification(TFSequenceClassificationLoss, Answers):
    """Classifies whole inputs by their last token: `logits` [batch, num_labels].

    `labels` are [batch], or [batch, num_labels], as the config's `problem_type` has it.
    """

    def add_layers(self, config: Any, policy: keras.DTypePolicy) -> None:
        """Make the layer `score`."""
        self.score = Classifier(config, config.num_labels, bias=False, dtype=policy, name="score")

    def answer(
        self, decoded: TFBaseModelOutputWithPast, input_ids: tf.Tensor | None, labels: Any, *, training: bool
    ) -> TFSequenceClassifierOutputWithPast:
        """`logits`, and the loss of the config's `problem_type`.

        Raises:
            ValueError: nothing says which token is the last of each row.
        """
        states = decoded.last_hidden_state
        last = last_tokens(input_ids, states, self.config.pad_token_id)
        logits = self.score(ops.squeeze(ops.take_along_axis(states, with_axes(last, 1, 2), axis=1), 1))
        loss = None if labels is None else sequence_classification_loss(logits, labels, self.config)
        return TFSequenceClassifierOutputWithPast(
            loss, logits, decoded.past_key_values, decoded.hidden_states, decoded.attentions
        )


class EachTokenClassification(TFTokenClassificationLoss, Answers):
    """Classifies each token: `logits` [batch, length, num_labels]. `labels` [batch, length]; below 0: ignored."""

    classifier_dropout: Callable[[Any], float]

    def add_layers(self, config: Any, policy: keras.DTypePolicy) -> None:
        """Make the layer `classifier`."""
        dropout = self.classifier_dropout(config)
        self.classifier = Classifier(config, config.num_labels, dropout=dropout, dtype=policy, name="classifier")

    def answer(
        self, decoded: TFBaseModelOutputWithPast, input_ids: tf.Tensor | None, labels: Any, *, training: bool
    ) -> TFTokenClassifierOutput:
        """`logits`, and their mean cross entropy."""
        logits = self.classifier(decoded.last_hidden_state, training=training)
        loss = None if labels is None else token_classification_loss(logits, labels)
        return TFTokenClassifierOutput(loss, logits, decoded.hidden_states, decoded.attentions)


def last_tokens(input_ids: tf.Tensor | None, states: tf.Tensor, pad_token_id: int | None) -> tf.Tensor:
    """Where each row's last token is that is no padding, [batch]; where ids are not known, the last one's place.

    Args:
        states: [batch, length, hidden].

    Raises:
        InvalidInputError: there may be several rows, and no `pad_token_id`.
    """
    batch, length = ops.shape(states)[:2]
    require_padding(batch if isinstance(batch, int) else None, pad_token_id)
    places = ops.broadcast_to(ops.arange(length, dtype="int32"), (batch, length))
    if pad_token_id is not None and input_ids is not None:
        # A row of nothing but padding has no last token; its first stands in.
        places = ops.where(ops.not_equal(input_ids, pad_token_id), places, 0)
    return ops.max(places, axis=1)


class DecoderModel(DecoderFamily):
    """The base model of Llama and its relatives."""

    base_class: ClassVar[Callable[..., keras.layers.Layer]] = Decoder

    @unpack_inputs
    def call(
        self,
        input_ids: tf.Tensor | None = None,
        attention_mask: tf.Tensor | None = None,
        position_ids: tf.Tensor | None = None,
        past_key_values: Any = None,
        inputs_embeds: tf.Tensor | None = None,
        use_cache: bool | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
        training: bool = False,
    ) -> TFModelOutput | tuple[Any, ...]:
        """`last_hidden_state` [batch, length, hidden], after the last norm.

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given, a mask has another shape, or
                `past_key_values` is no cache of this model.
        """
        decoded: TFModelOutput = self.base(
            input_ids,
            attention_mask=attention_mask,
            position_ids=position_ids,
            past_key_values=past_key_values,
            inputs_embeds=inputs_embeds,
            use_cache=use_cache,
            output_attentions=output_attentions,
            output_hidden_states=output_hidden_states,
            training=training,
        )
        return self._returned(decoded, return_dict)


class DecoderHead(Answers, DecoderFamily):
    """A model of Llama's relatives with a head."""

    base_class: ClassVar[Callable[..., keras.layers.Layer]] = Decoder

    @unpack_inputs
    def call(
        self,
        input_ids: tf.Tensor | None = None,
        attention_mask: tf.Tensor | None = None,
        position_ids: tf.Tensor | None = None,
        past_key_values: Any = None,
        inputs_embeds: tf.Tensor | None = None,
        labels: Any = None,
        use_cache: bool | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
        training: bool = False,
    ) -> TFModelOutput | tuple[Any, ...]:
        """The head's logits; with `labels` also their loss.

        Raises:
            ValueError: as for the base model, or the head cannot tell which token is the last.
        """
        decoded = self.base(
            input_ids,
            attention_mask=attention_mask,
            position_ids=position_ids,
            past_key_values=past_key_values,
            inputs_embeds=inputs_embeds,
            use_cache=use_cache,
            output_attentions=output_attentions,
            output_hidden_states=output_hidden_states,
            training=training,
        )
        return self._returned(self.answer(decoded, input_ids, labels, training=training), return_dict)


class DecoderCausalLM(CausalLM, DecoderHead):
    """A language model of Llama's relatives."""


class DecoderClassification(LastTokenClassification, DecoderHead):
    """A classifier of whole inputs of Llama's relatives."""
