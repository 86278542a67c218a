"""ELECTRA (https://arxiv.org/abs/2003.10555) and its heads. What `forward` takes and returns is told in `heads`."""

from __future__ import annotations

from typing import cast

import torch
from torch import nn
from torch.nn import functional as F

from trivet.families.outputs import ElectraForPreTrainingOutput, ModelOutput
from trivet.families.text.electra import ElectraConfig
from trivet_torch import heads
from trivet_torch.activations import activation
from trivet_torch.initial import init_normal
from trivet_torch.layers.embeddings import TextEmbeddings
from trivet_torch.layers.encoder import Encoder, EncoderModel
from trivet_torch.layers.feed_forward import ActivatedLinear
from trivet_torch.modeling import PreTrainedModel

Tensor = torch.Tensor


class ElectraPreTrainedModel(PreTrainedModel):
    """What all ELECTRA models share."""

    config_class = ElectraConfig
    base_model_prefix = "electra"
    _no_split_modules = ("TextEmbeddings", "EncoderLayer")
    supports_gradient_checkpointing = True

    config: ElectraConfig

    def _init_weights(self, module: nn.Module) -> None:
        """Normal with `initializer_range`, zero biases and padding row, unit norms."""
        init_normal(module, self.config.initializer_range)


class ElectraModel(EncoderModel, ElectraPreTrainedModel):
    """The encoder, generator or discriminator. Its embeddings may be of another size than its states."""

    def __init__(self, config: ElectraConfig) -> None:
        super().__init__(config)
        self.embeddings = TextEmbeddings(config, config.embedding_size)
        if config.embedding_size != config.hidden_size:
            self.embeddings_project = nn.Linear(config.embedding_size, config.hidden_size)
        self.encoder = Encoder(config)
        self.pooler = None
        self.post_init()

    def projected(self, states: Tensor) -> Tensor:
        """[batch, length, embedding_size] → [batch, length, hidden]."""
        return self.embeddings_project(states) if hasattr(self, "embeddings_project") else states


class _Base(heads.EncoderHead, ElectraPreTrainedModel):
    """What the heads share."""

    base_class = ElectraModel

    def make_base(self, config: ElectraConfig) -> ElectraModel:
        """The base model, of which there is one kind."""
        return ElectraModel(config)


class _Head(heads.SegmentedInputs, _Base):
    """What the heads with `labels` share."""


class ElectraDiscriminatorPredictions(ActivatedLinear):
    """A score for every token. Parameters `dense`, `dense_prediction`."""

    def __init__(self, config: ElectraConfig) -> None:
        super().__init__(config.hidden_size, config.hidden_size, config.hidden_act)
        self.dense_prediction = nn.Linear(config.hidden_size, 1)

    def forward(self, states: Tensor) -> Tensor:
        """[batch, length, hidden] → [batch, length]."""
        return cast(Tensor, self.dense_prediction(super().forward(states)).squeeze(-1))


class ElectraForPreTraining(_Head):
    """The discriminator: which tokens were replaced; `labels` [batch, length], 1 where one was."""

    output_class = ElectraForPreTrainingOutput

    def add_layers(self, config: ElectraConfig) -> None:
        """The layers that score tokens."""
        self.discriminator_predictions = ElectraDiscriminatorPredictions(config)

    def logits(self, encoded: ModelOutput[Tensor]) -> Tensor:
        """[batch, length]."""
        return cast(Tensor, self.discriminator_predictions(encoded["last_hidden_state"]))

    def loss(self, logits: Tensor, labels: Tensor, attention_mask: Tensor | None) -> Tensor:
        """Mean binary cross entropy over the tokens that a 2-D mask does not hide; over all under any other mask."""
        if attention_mask is not None and attention_mask.dim() == 2:
            shown = attention_mask == 1
            logits, labels = logits[shown], labels[shown]
        return F.binary_cross_entropy_with_logits(logits, labels.to(logits.dtype))


class ElectraGeneratorPredictions(ActivatedLinear):
    """What precedes the projection to the vocabulary. Parameters `dense`, `LayerNorm`."""

    def __init__(self, config: ElectraConfig) -> None:
        # GELU, whatever the config says of the layers' activation
        super().__init__(config.hidden_size, config.embedding_size, "gelu")
        self.LayerNorm = nn.LayerNorm(config.embedding_size, eps=config.layer_norm_eps)

    def forward(self, states: Tensor) -> Tensor:
        """[batch, length, hidden] → [batch, length, embedding_size]."""
        return cast(Tensor, self.LayerNorm(super().forward(states)))


class ElectraForMaskedLM(heads.MaskedLM, _Head):
    """The generator: predicts masked words."""

    output_embeddings = "generator_lm_head"
    _tied_weights_keys = ("generator_lm_head.weight",)

    def add_layers(self, config: ElectraConfig) -> None:
        """The projection to the vocabulary, and what precedes it."""
        self.generator_predictions = ElectraGeneratorPredictions(config)
        self.generator_lm_head = nn.Linear(config.embedding_size, config.vocab_size)

    def logits(self, encoded: ModelOutput[Tensor]) -> Tensor:
        """[batch, length, vocab]."""
        return cast(Tensor, self.generator_lm_head(self.generator_predictions(encoded["last_hidden_state"])))


class ElectraForSequenceClassification(heads.FirstTokenClassification, _Head):
    """ELECTRA that classifies its whole input."""

    hidden_act = "gelu"


class ElectraForTokenClassification(heads.TokenClassification, _Head):
    """ELECTRA that classifies every token."""


class ElectraForQuestionAnswering(heads.QuestionAnswering, _Base):
    """ELECTRA that finds the answer to a question in its input."""


class ElectraSequenceSummary(nn.Module):
    """The first token's state, through a projection and an activation if the config wants them. Parameter `summary`."""

    def __init__(self, config: ElectraConfig) -> None:
        super().__init__()
        size = config.hidden_size
        self.summary = nn.Linear(size, size) if config.summary_use_proj else nn.Identity()
        self.activation = activation(config.summary_activation or "linear")
        self.dropout = nn.Dropout(config.summary_last_dropout)

    def forward(self, states: Tensor) -> Tensor:
        """[batch, length, hidden] → [batch, hidden]."""
        return cast(Tensor, self.dropout(self.activation(self.summary(states[:, 0]))))


class ElectraForMultipleChoice(heads.MultipleChoice, _Head):
    """ELECTRA that chooses between several inputs."""

    pooled = False

    def add_layers(self, config: ElectraConfig) -> None:
        """The summary of each input, and a linear layer with one output."""
        self.sequence_summary = ElectraSequenceSummary(config)
        self.classifier = nn.Linear(config.hidden_size, 1)

    def logits(self, encoded: ModelOutput[Tensor]) -> Tensor:
        """[batch · choices, 1]."""
        return cast(Tensor, self.classifier(self.sequence_summary(encoded["last_hidden_state"])))
