"""BERT (https://arxiv.org/abs/1810.04805). What a `call` takes and raises beside targets is said in `trivet_tf.heads`.

Checkpoints of the field hold the variables of pretraining heads under `mlm___cls/predictions` and
`nsp___cls/seq_relationship`.
"""

from __future__ import annotations

from typing import Any, ClassVar

from trivet.families.text.bert import BertConfig
from trivet_tf.family import FamilyModel
from trivet_tf.framework import keras, tf
from trivet_tf.heads import (
    EncoderModel,
    MaskedLM,
    MultipleChoice,
    NextSentencePrediction,
    Pretraining,
    QuestionAnswering,
    SequenceClassification,
    TokenClassification,
)
from trivet_tf.inputs import unpack_inputs
from trivet_tf.layers.encoder import PooledTextEncoder
from trivet_tf.layers.heads import Classifier, PredictionTransform, VocabularyScores, Within
from trivet_tf.outputs import TFBertForPreTrainingOutput, TFModelOutput


class TFBertMainLayer(PooledTextEncoder):
    """The encoder and the pooling layer that sentence tasks read: what every BERT model holds as `bert`."""


class TFBertPreTrainedModel(FamilyModel):
    """What all BERT models share."""

    config_class: ClassVar[type[BertConfig]] = BertConfig
    base_model_prefix = "bert"
    base_class = TFBertMainLayer
    may_pool = True

    config: BertConfig


class TFBertModel(EncoderModel, TFBertPreTrainedModel):
    """The encoder, with the pooling layer that sentence tasks read."""


class TFBertForPreTraining(Pretraining, TFBertPreTrainedModel):
    """Both pretraining tasks: masked words and the next sentence, `seq_relationship_logits` [batch, 2]."""

    output_class = TFBertForPreTrainingOutput

    def add_layers(self, config: BertConfig, policy: keras.DTypePolicy) -> None:
        """Make the layers `mlm___cls` and `nsp___cls`."""
        self.mlm, self.nsp = word_scores(config, policy), sentence_scores(config, policy)

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
    ) -> TFModelOutput | tuple[Any, ...]:
        """
        Args:
            labels: [batch, length]; -100 is ignored.
            next_sentence_label: [batch]; 0 where the second sentence follows the first.
        """
        inputs = (input_ids, attention_mask, token_type_ids, position_ids, head_mask, inputs_embeds)
        options = (output_attentions, output_hidden_states, return_dict)
        return super().call(*inputs, *options, labels=(labels, next_sentence_label), training=training)

    def both_logits(self, encoded: Any, *, training: bool) -> tuple[tf.Tensor, tf.Tensor]:
        """[batch, length, vocab] and [batch, 2]."""
        return self.mlm(encoded.last_hidden_state, self.table), self.nsp(encoded.pooler_output)


class TFBertForMaskedLM(MaskedLM, TFBertPreTrainedModel):
    """Guesses masked words."""

    def add_layers(self, config: BertConfig, policy: keras.DTypePolicy) -> None:
        """Make the layer `mlm___cls`."""
        self.mlm = word_scores(config, policy)

    def logits(self, encoded: Any, *, training: bool) -> tf.Tensor:
        """[batch, length, vocab]."""
        return self.mlm(encoded.last_hidden_state, self.table)


class TFBertForNextSentencePrediction(NextSentencePrediction, TFBertPreTrainedModel):
    """Tells whether the second sentence follows the first."""

    def add_layers(self, config: BertConfig, policy: keras.DTypePolicy) -> None:
        """Make the layer `nsp___cls`."""
        self.nsp = sentence_scores(config, policy)

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
    ) -> TFModelOutput | tuple[Any, ...]:
        """
        Args:
            next_sentence_label: [batch]; 0 where the second sentence follows the first.
            labels: another name of `next_sentence_label`, the one that PyTorch's class has.
        """
        inputs = (input_ids, attention_mask, token_type_ids, position_ids, head_mask, inputs_embeds)
        options = (output_attentions, output_hidden_states, return_dict)
        labels = labels if next_sentence_label is None else next_sentence_label
        return super().call(*inputs, *options, labels=labels, training=training)

    def logits(self, encoded: Any, *, training: bool) -> tf.Tensor:
        """[batch, 2]."""
        return self.nsp(encoded.pooler_output)


class TFBertForSequenceClassification(SequenceClassification, TFBertPreTrainedModel):
    """Classifies whole inputs."""


class TFBertForTokenClassification(TokenClassification, TFBertPreTrainedModel):
    """Classifies each token."""


class TFBertForMultipleChoice(MultipleChoice, TFBertPreTrainedModel):
    """Chooses among inputs."""


class TFBertForQuestionAnswering(QuestionAnswering, TFBertPreTrainedModel):
    """Finds where an answer starts and ends."""


def word_scores(config: BertConfig, policy: keras.DTypePolicy) -> Within:
    """The layer `mlm___cls/predictions`."""
    transform = PredictionTransform(config, dtype=policy, name="transform")
    scores = VocabularyScores(config, config.hidden_size, transform, dtype=policy, name="predictions")
    return Within(scores, dtype=policy, name="mlm___cls")


def sentence_scores(config: BertConfig, policy: keras.DTypePolicy) -> Within:
    """The layer `nsp___cls/seq_relationship`."""
    return Within(Classifier(config, 2, dtype=policy, name="seq_relationship"), dtype=policy, name="nsp___cls")
