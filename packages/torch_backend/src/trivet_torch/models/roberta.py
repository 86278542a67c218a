"""RoBERTa (https://arxiv.org/abs/1907.11692) and its heads. What `forward` takes and returns is told in `heads`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, cast

import torch
from torch import nn

from trivet.families.outputs import ModelOutput
from trivet.families.text.roberta import RobertaConfig
from trivet_torch import heads
from trivet_torch.initial import init_normal
from trivet_torch.layers.embeddings import PaddedTextEmbeddings, Predictions
from trivet_torch.layers.encoder import Encoder, EncoderModel, Pooler
from trivet_torch.modeling import PreTrainedModel

Tensor = torch.Tensor


class RobertaPreTrainedModel(PreTrainedModel):
    """What all RoBERTa models share."""

    config_class: ClassVar[type[RobertaConfig]] = RobertaConfig
    base_model_prefix = "roberta"
    _no_split_modules = ("PaddedTextEmbeddings", "EncoderLayer")
    supports_gradient_checkpointing = True

    config: RobertaConfig

    def _init_weights(self, module: nn.Module) -> None:
        """Normal with `initializer_range`, zero biases and padding rows, unit norms."""
        init_normal(module, self.config.initializer_range)


class RobertaModel(EncoderModel, RobertaPreTrainedModel):
    """The encoder, with a pooling layer.

    Args:
        add_pooling_layer: whether to have the pooling layer.
    """

    def __init__(self, config: RobertaConfig, add_pooling_layer: bool = True) -> None:
        super().__init__(config)
        self.embeddings = PaddedTextEmbeddings(config)
        self.encoder = Encoder(config)
        self.pooler = Pooler(config.hidden_size) if add_pooling_layer else None
        self.post_init()


class RobertaPredictions(Predictions):
    """Scores of every word of the vocabulary. Parameters `dense`, `layer_norm`, and those of `Predictions`."""

    def __init__(self, config: RobertaConfig) -> None:
        super().__init__(config.hidden_size, config.vocab_size)
        self.dense = nn.Linear(config.hidden_size, config.hidden_size)
        self.layer_norm = nn.LayerNorm(config.hidden_size, eps=config.layer_norm_eps)

    def transformed(self, states: Tensor) -> Tensor:
        """[batch, length, hidden] → the same; the activation is GELU whatever the config says of the layers'."""
        return cast(Tensor, self.layer_norm(nn.functional.gelu(self.dense(states))))


class _Base(heads.EncoderHead, RobertaPreTrainedModel):
    """What the heads share."""

    base_class: ClassVar[Callable[..., PreTrainedModel]] = RobertaModel


class _Head(heads.SegmentedInputs, _Base):
    """What the heads with `labels` share."""


class RobertaForMaskedLM(heads.MaskedLM, _Head):
    """RoBERTa that predicts masked words."""

    output_embeddings = "lm_head.decoder"
    _tied_weights_keys = ("lm_head.decoder.weight", "lm_head.decoder.bias")

    def add_layers(self, config: RobertaConfig) -> None:
        """The projection to the vocabulary, and what precedes it."""
        self.lm_head = RobertaPredictions(config)

    def logits(self, encoded: ModelOutput[Tensor]) -> Tensor:
        """[batch, length, vocab]."""
        return cast(Tensor, self.lm_head(encoded["last_hidden_state"]))


class RobertaForSequenceClassification(heads.FirstTokenClassification, _Head):
    """RoBERTa that classifies its whole input."""


class RobertaForTokenClassification(heads.TokenClassification, _Head):
    """RoBERTa that classifies every token."""


class RobertaForQuestionAnswering(heads.QuestionAnswering, _Base):
    """RoBERTa that finds the answer to a question in its input."""


class RobertaForMultipleChoice(heads.MultipleChoice, _Base):
    """RoBERTa that chooses between several inputs."""

    def forward(
        self,
        input_ids: Tensor | None = None,
        token_type_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        labels: Tensor | None = None,
        position_ids: Tensor | None = None,
        head_mask: Tensor | None = None,
        inputs_embeds: Tensor | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
    ) -> ModelOutput[Tensor] | tuple[Any, ...]:
        """`logits` [batch, choices], and `loss` where `labels` are given. The arguments' order is this class's own.

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given, or a mask has another shape.
        """
        inputs = {
            "input_ids": input_ids,
            "attention_mask": attention_mask,
            "token_type_ids": token_type_ids,
            "position_ids": position_ids,
            "head_mask": head_mask,
            "inputs_embeds": inputs_embeds,
            "output_attentions": output_attentions,
            "output_hidden_states": output_hidden_states,
        }
        return self.answer(inputs, labels, return_dict)
