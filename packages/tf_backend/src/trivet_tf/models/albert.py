"""ALBERT (https://arxiv.org/abs/1909.11942). What a `call` takes and raises is said in `trivet_tf.heads`."""

from __future__ import annotations

from typing import Any, ClassVar

from trivet.families.text.albert import AlbertConfig
from trivet_tf.family import FamilyModel
from trivet_tf.framework import keras, tf
from trivet_tf.heads import (
    EncoderModel,
    MaskedLM,
    MultipleChoice,
    Pretraining,
    QuestionAnswering,
    SequenceClassification,
    TokenClassification,
)
from trivet_tf.inputs import unpack_inputs
from trivet_tf.layers.building import Linear
from trivet_tf.layers.encoder import TextEncoder
from trivet_tf.layers.heads import Classifier, Within
from trivet_tf.models.albert_layers import AlbertEncoder, AlbertPredictions
from trivet_tf.outputs import TFAlbertForPreTrainingOutput, TFModelOutput
from trivet_tf.pruning import PrunableAttention


class TFAlbertMainLayer(TextEncoder):
    """The encoder and the pooling layer that sentence tasks read: what every ALBERT model holds as `albert`."""

    def __init__(self, config: AlbertConfig, add_pooling_layer: bool = True, **kwargs: Any) -> None:
        super().__init__(config, **kwargs)
        size, policy = config.hidden_size, self.dtype_policy
        self.embeddings = self.text_embeddings(config.embedding_size)
        self.encoder = AlbertEncoder(config, dtype=policy, name="encoder")
        if add_pooling_layer:
            options: dict[str, Any] = {"initializer_range": config.initializer_range, "dtype": policy}
            self.pooler = Linear(size, size, activation="tanh", name="pooler", **options)

    def attention_of(self, layer: int) -> PrunableAttention:
        """A layer's attention; layers are counted through the groups."""
        group, inner = divmod(layer, self.config.inner_group_num)
        found: PrunableAttention = self.encoder.albert_layer_groups[group].albert_layers[inner].attention
        return found


class TFAlbertPreTrainedModel(FamilyModel):
    """What all ALBERT models share."""

    config_class: ClassVar[type[AlbertConfig]] = AlbertConfig
    base_model_prefix = "albert"
    base_class = TFAlbertMainLayer
    may_pool = True

    @staticmethod
    def classifier_dropout(config: AlbertConfig) -> float:
        """How much the family drops before a classifier."""
        return config.classifier_dropout_prob


class TFAlbertModel(EncoderModel, TFAlbertPreTrainedModel):
    """The encoder, with the pooling layer that sentence tasks read."""


class TFAlbertForPreTraining(Pretraining, TFAlbertPreTrainedModel):
    """Both pretraining tasks: masked words and the order of sentences, `sop_logits` [batch, 2]."""

    output_class = TFAlbertForPreTrainingOutput

    def __init__(self, config: AlbertConfig, **kwargs: Any) -> None:
        config.require_num_labels(2, "the two outputs are for sentences in order and swapped")
        super().__init__(config, **kwargs)

    def add_layers(self, config: AlbertConfig, policy: keras.DTypePolicy) -> None:
        """Make the layers `predictions` and `sop_classifier`."""
        self.predictions = AlbertPredictions(config, dtype=policy, name="predictions")
        dropout = self.classifier_dropout(config)
        order = Classifier(config, config.num_labels, dropout=dropout, dtype=policy, name="classifier")
        self.sop_classifier = Within(order, dtype=policy, name="sop_classifier")

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
        sentence_order_label: tf.Tensor | None = None,
        training: bool = False,
    ) -> TFModelOutput | tuple[Any, ...]:
        """
        Args:
            labels: [batch, length]; -100 is ignored.
            sentence_order_label: [batch]; 1 where the sentences were swapped.
        """
        inputs = (input_ids, attention_mask, token_type_ids, position_ids, head_mask, inputs_embeds)
        options = (output_attentions, output_hidden_states, return_dict)
        return super().call(*inputs, *options, labels=(labels, sentence_order_label), training=training)

    def both_logits(self, encoded: Any, *, training: bool) -> tuple[tf.Tensor, tf.Tensor]:
        """[batch, length, vocab] and [batch, 2]."""
        order = self.sop_classifier(encoded.pooler_output, training=training)
        return self.predictions(encoded.last_hidden_state, self.table), order


class TFAlbertForMaskedLM(MaskedLM, TFAlbertPreTrainedModel):
    """Guesses masked words."""

    def add_layers(self, config: AlbertConfig, policy: keras.DTypePolicy) -> None:
        """Make the layer `predictions`."""
        self.predictions = AlbertPredictions(config, dtype=policy, name="predictions")

    def logits(self, encoded: Any, *, training: bool) -> tf.Tensor:
        """[batch, length, vocab]."""
        return self.predictions(encoded.last_hidden_state, self.table)


class TFAlbertForSequenceClassification(SequenceClassification, TFAlbertPreTrainedModel):
    """Classifies whole inputs."""


class TFAlbertForTokenClassification(TokenClassification, TFAlbertPreTrainedModel):
    """Classifies each token."""


class TFAlbertForMultipleChoice(MultipleChoice, TFAlbertPreTrainedModel):
    """Chooses among inputs."""


class TFAlbertForQuestionAnswering(QuestionAnswering, TFAlbertPreTrainedModel):
    """Finds where an answer starts and ends."""
