"""ELECTRA (https://arxiv.org/abs/2003.10555). What a `call` takes and raises is said in `trivet_tf.heads`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from trivet.families.text.electra import ElectraConfig
from trivet_tf.activations import activation
from trivet_tf.family import FamilyModel
from trivet_tf.framework import keras, tf
from trivet_tf.heads import (
    EncoderHead,
    EncoderModel,
    MaskedLM,
    MultipleChoice,
    QuestionAnswering,
    SequenceClassification,
    TokenClassification,
)
from trivet_tf.layers.building import Composite, Linear
from trivet_tf.layers.encoder import Encoder, TextEncoder
from trivet_tf.layers.heads import ClassificationHead, PredictionTransform, VocabularyScores
from trivet_tf.losses import binary_cross_entropy
from trivet_tf.outputs import TFElectraForPreTrainingOutput

ops = keras.ops


class TFElectraMainLayer(TextEncoder):
    """The encoder, with embeddings of a size of their own: what every ELECTRA model holds as `electra`."""

    def __init__(self, config: ElectraConfig, **kwargs: Any) -> None:
        super().__init__(config, **kwargs)
        policy, size = self.dtype_policy, config.embedding_size
        self.embeddings = self.text_embeddings(size)
        if size != config.hidden_size:
            options: dict[str, Any] = {"initializer_range": config.initializer_range, "dtype": policy}
            self.embeddings_project = Linear(size, config.hidden_size, name="embeddings_project", **options)
        self.encoder = Encoder(config, dtype=policy, name="encoder")


class TFElectraPreTrainedModel(FamilyModel):
    """What all ELECTRA models share."""

    config_class: ClassVar[type[ElectraConfig]] = ElectraConfig
    base_model_prefix = "electra"
    base_class = TFElectraMainLayer


class TFElectraModel(EncoderModel, TFElectraPreTrainedModel):
    """The encoder."""


class DiscriminatorPredictions(Composite):
    """Whether each token was replaced. Layers `dense`, `dense_prediction`."""

    def __init__(self, config: ElectraConfig, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        size = config.hidden_size
        options: dict[str, Any] = {"initializer_range": config.initializer_range, "dtype": self.dtype_policy}
        self.dense = Linear(size, size, name="dense", **options)
        self.dense_prediction = Linear(size, 1, name="dense_prediction", **options)
        self.activation = activation(config.hidden_act)

    def call(self, states: tf.Tensor) -> tf.Tensor:
        """[batch, length, hidden] → [batch, length]."""
        return ops.squeeze(self.dense_prediction(self.activation(self.dense(states))), -1)


class TFElectraForPreTraining(EncoderHead, TFElectraPreTrainedModel):
    """Tells which tokens were replaced: `logits` [batch, length]. `labels` [batch, length]; 1 where one was.

    The loss counts what a two-dimensional `attention_mask` allows.
    """

    output_class = TFElectraForPreTrainingOutput

    def add_layers(self, config: ElectraConfig, policy: keras.DTypePolicy) -> None:
        """Make the layer `discriminator_predictions`."""
        self.discriminator_predictions = DiscriminatorPredictions(
            config, dtype=policy, name="discriminator_predictions"
        )

    def logits(self, encoded: Any, *, training: bool) -> tf.Tensor:
        """[batch, length]."""
        return self.discriminator_predictions(encoded.last_hidden_state)

    def loss_of(self, logits: tf.Tensor, labels: tf.Tensor, inputs: Mapping[str, Any]) -> tf.Tensor:
        """Mean binary cross entropy of the tokens that are no padding."""
        return binary_cross_entropy(logits, labels, inputs["attention_mask"])


class TFElectraForMaskedLM(MaskedLM, TFElectraPreTrainedModel):
    """Guesses masked words."""

    def add_layers(self, config: ElectraConfig, policy: keras.DTypePolicy) -> None:
        """Make the layers `generator_predictions` and `generator_lm_head`."""
        size = config.embedding_size
        self.generator_predictions = PredictionTransform(
            config, size, "gelu", dtype=policy, name="generator_predictions"
        )
        self.generator_lm_head = VocabularyScores(config, size, nested=False, dtype=policy, name="generator_lm_head")

    def logits(self, encoded: Any, *, training: bool) -> tf.Tensor:
        """[batch, length, vocab]."""
        return self.generator_lm_head(self.generator_predictions(encoded.last_hidden_state), self.table)


class TFElectraForSequenceClassification(SequenceClassification, TFElectraPreTrainedModel):
    """Classifies whole inputs by the first token."""

    reads_pooled = False

    def add_layers(self, config: ElectraConfig, policy: keras.DTypePolicy) -> None:
        """Make the layer `classifier`."""
        dropout = self.classifier_dropout(config)
        self.classifier = ClassificationHead(
            config, config.num_labels, "gelu", dropout=dropout, dtype=policy, name="classifier"
        )


class TFElectraForTokenClassification(TokenClassification, TFElectraPreTrainedModel):
    """Classifies each token."""


class SequenceSummary(Composite):
    """The first token's state, made fit to stand for the whole input. Layer `summary`, if the config wants one."""

    def __init__(self, config: ElectraConfig, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        size, policy = config.hidden_size, self.dtype_policy
        self.summary = None
        if config.summary_use_proj:
            self.summary = Linear(size, size, initializer_range=config.initializer_range, dtype=policy, name="summary")
        self.activation = activation(config.summary_activation or "linear")
        self.dropout = keras.layers.Dropout(config.summary_last_dropout, dtype=policy, name="dropout")

    def call(self, states: tf.Tensor, training: bool = False) -> tf.Tensor:
        """[batch, length, hidden] → [batch, hidden]."""
        first = states[:, 0]
        first = first if self.summary is None else self.summary(first)
        return self.dropout(self.activation(first), training=training)


class TFElectraForMultipleChoice(MultipleChoice, TFElectraPreTrainedModel):
    """Chooses among inputs."""

    def add_layers(self, config: ElectraConfig, policy: keras.DTypePolicy) -> None:
        """Make the layers `sequence_summary` and `classifier`."""
        self.sequence_summary = SequenceSummary(config, dtype=policy, name="sequence_summary")
        super().add_layers(config, policy)

    @staticmethod
    def classifier_dropout(config: ElectraConfig) -> float:
        """None: the summary has its own."""
        return 0.0

    def pooled(self, encoded: Any, *, training: bool) -> tf.Tensor:
        """[batch, hidden]."""
        return self.sequence_summary(encoded.last_hidden_state, training=training)


class TFElectraForQuestionAnswering(QuestionAnswering, TFElectraPreTrainedModel):
    """Finds where an answer starts and ends."""
