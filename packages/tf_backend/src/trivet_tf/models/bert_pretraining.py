"""BERT's heads for pretraining. What a `call` takes and raises beside targets is said in `trivet_tf.models.bert`.

Checkpoints of the field hold their variables under `mlm___cls/predictions` and `nsp___cls/seq_relationship`.
"""

from __future__ import annotations

from typing import Any

from trivet.architectures.bert import BertConfig
from trivet_tf.framework import tf
from trivet_tf.inputs import unpack_inputs
from trivet_tf.layers.heads import Classifier, VocabularyScores, Within
from trivet_tf.losses import cross_entropy
from trivet_tf.models.bert import TFBertHead, TFBertLabelHead
from trivet_tf.outputs import (
    TFBaseModelOutputWithPooling,
    TFBertForPreTrainingOutput,
    TFMaskedLMOutput,
    TFNextSentencePredictorOutput,
)


class TFBertForPreTraining(TFBertHead):
    """Both pretraining tasks: masked words and the next sentence."""

    def __init__(self, config: BertConfig, **kwargs: Any) -> None:
        super().__init__(config, **kwargs)
        self.mlm = word_scores(config, self.dtype_policy)
        self.nsp = sentence_scores(config, self.dtype_policy)

    def build(self, input_shape: Any = None) -> None:
        """Create the variables; the config says all that is needed."""
        self.bert.build()
        self.mlm.build()
        self.nsp.build()

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
        next_sentence_label: tf.Tensor | None = None,
        training: bool = False,
    ) -> TFBertForPreTrainingOutput | tuple[Any, ...]:
        """`prediction_logits` [batch, length, vocab], `seq_relationship_logits` [batch, 2]; a loss needs both targets.

        Args:
            labels: [batch, length]; -100 is ignored.
            next_sentence_label: [batch]; 0 where the second sentence follows the first.
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
        scores = self.mlm(encoded.last_hidden_state, self.bert.embeddings.word_embeddings.weight)
        follows = self.nsp(encoded.pooler_output)
        loss = None
        if labels is not None and next_sentence_label is not None:
            loss = cross_entropy(scores, labels) + cross_entropy(follows, next_sentence_label)
        output = TFBertForPreTrainingOutput(loss, scores, follows, encoded.hidden_states, encoded.attentions)
        return self._returned(output, return_dict)


class TFBertForMaskedLM(TFBertLabelHead):
    """Guesses masked words. `labels` [batch, length]; -100 is ignored."""

    _needs_pooler = False

    def __init__(self, config: BertConfig, **kwargs: Any) -> None:
        super().__init__(config, **kwargs)
        self.mlm = word_scores(config, self.dtype_policy)

    def build(self, input_shape: Any = None) -> None:
        """Create the variables; the config says all that is needed."""
        self.bert.build()
        self.mlm.build()

    def answer(
        self, encoded: TFBaseModelOutputWithPooling, labels: tf.Tensor | None, *, training: bool
    ) -> TFMaskedLMOutput:
        """`logits` [batch, length, vocab]."""
        logits = self.mlm(encoded.last_hidden_state, self.bert.embeddings.word_embeddings.weight)
        loss = None if labels is None else cross_entropy(logits, labels)
        return TFMaskedLMOutput(loss, logits, encoded.hidden_states, encoded.attentions)


class TFBertForNextSentencePrediction(TFBertHead):
    """Tells whether the second sentence follows the first."""

    def __init__(self, config: BertConfig, **kwargs: Any) -> None:
        super().__init__(config, **kwargs)
        self.nsp = sentence_scores(config, self.dtype_policy)

    def build(self, input_shape: Any = None) -> None:
        """Create the variables; the config says all that is needed."""
        self.bert.build()
        self.nsp.build()

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
        next_sentence_label: tf.Tensor | None = None,
        labels: tf.Tensor | None = None,
        training: bool = False,
    ) -> TFNextSentencePredictorOutput | tuple[Any, ...]:
        """`logits` [batch, 2].

        Args:
            next_sentence_label: [batch]; 0 where the second sentence follows the first.
            labels: another name of `next_sentence_label`, the one that PyTorch's class has.
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
        logits = self.nsp(encoded.pooler_output)
        labels = labels if next_sentence_label is None else next_sentence_label
        loss = None if labels is None else cross_entropy(logits, labels)
        output = TFNextSentencePredictorOutput(loss, logits, encoded.hidden_states, encoded.attentions)
        return self._returned(output, return_dict)


def word_scores(config: BertConfig, policy: Any) -> Within:
    """The layer `mlm___cls/predictions`."""
    return Within(VocabularyScores(config, dtype=policy, name="predictions"), dtype=policy, name="mlm___cls")


def sentence_scores(config: BertConfig, policy: Any) -> Within:
    """The layer `nsp___cls/seq_relationship`."""
    return Within(Classifier(config, 2, dtype=policy, name="seq_relationship"), dtype=policy, name="nsp___cls")
