"""Heads that encoder families share: their arguments, losses and outputs. A family says what its layers are.

Every `forward` takes `input_ids` [batch, length] or `inputs_embeds` [batch, length, hidden]; `attention_mask` (1
attends, 0 does not) [batch, length], [batch, query, key] or [batch, heads, query, key]; `token_type_ids` and
`position_ids` [batch, length]; `head_mask` (1 keeps) [heads] or [layers, heads]. With `return_dict=False` it returns a
tuple.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, cast

import torch
from torch import nn

from trivet.outputs import (
    MaskedLMOutput,
    ModelOutput,
    MultipleChoiceModelOutput,
    NextSentencePredictorOutput,
    QuestionAnsweringModelOutput,
    SequenceClassifierOutput,
    TokenClassifierOutput,
)
from trivet_torch.losses import cross_entropy, question_answering_loss, sequence_classification_loss
from trivet_torch.modeling import PreTrainedModel

Tensor = torch.Tensor


class EncoderHead(PreTrainedModel):
    """A head that gives `logits`, and with `labels` a `loss`.

    Attributes:
        output_class: what `forward` returns.
    """

    output_class: ClassVar[Callable[..., ModelOutput[Any]]]

    def logits(self, encoded: ModelOutput[Tensor]) -> Tensor:
        """The head's logits from the base model's output."""
        raise NotImplementedError(f"{type(self).__name__} does not say what its logits are")

    def loss(self, logits: Tensor, labels: Tensor) -> Tensor:
        """The loss of labels as `forward` is given them."""
        return cross_entropy(logits, labels)

    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        token_type_ids: Tensor | None = None,
        position_ids: Tensor | None = None,
        head_mask: Tensor | None = None,
        inputs_embeds: Tensor | None = None,
        labels: Tensor | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
    ) -> ModelOutput[Tensor] | tuple[Any, ...]:
        """`logits`, and `loss` where `labels` are given.

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given, or a mask has another shape.
        """
        encoded = self.base_model(
            input_ids,
            attention_mask,
            token_type_ids,
            position_ids,
            head_mask,
            inputs_embeds,
            output_attentions,
            output_hidden_states,
            return_dict=True,
        )
        logits = self.logits(encoded)
        output = self.output_class(
            loss=None if labels is None else self.loss(logits, labels),
            logits=logits,
            hidden_states=encoded.hidden_states,
            attentions=encoded.attentions,
        )
        return self._returned(output, return_dict)


class MaskedLM(EncoderHead):
    """Scores of the vocabulary for every token; `labels` [batch, length]."""

    output_class = MaskedLMOutput


class NextSentencePrediction(EncoderHead):
    """Whether the second sentence follows the first; `labels` [batch], 0 if it does."""

    output_class = NextSentencePredictorOutput


class TokenClassification(EncoderHead):
    """A class for every token; `labels` [batch, length]."""

    output_class = TokenClassifierOutput
    dropout: nn.Module
    classifier: nn.Module

    def logits(self, encoded: ModelOutput[Tensor]) -> Tensor:
        """[batch, length, num_labels]."""
        return cast(Tensor, self.classifier(self.dropout(encoded["last_hidden_state"])))


class SequenceClassification(EncoderHead):
    """A class, several, or a number for the whole input; `labels` [batch] or [batch, num_labels].

    `config.problem_type` chooses the loss; where it is None, `num_labels` and the dtype of the labels do.
    """

    output_class = SequenceClassifierOutput
    dropout: nn.Module
    classifier: nn.Module

    def logits(self, encoded: ModelOutput[Tensor]) -> Tensor:
        """[batch, num_labels]."""
        return cast(Tensor, self.classifier(self.dropout(encoded["pooler_output"])))

    def loss(self, logits: Tensor, labels: Tensor) -> Tensor:
        """The loss of the config's `problem_type`."""
        return sequence_classification_loss(logits, labels, self.config)


class MultipleChoice(EncoderHead):
    """Which of several inputs is right. Inputs have an axis more, [batch, choices, length]; `labels` [batch]."""

    output_class = MultipleChoiceModelOutput
    dropout: nn.Module
    classifier: nn.Module

    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        token_type_ids: Tensor | None = None,
        position_ids: Tensor | None = None,
        head_mask: Tensor | None = None,
        inputs_embeds: Tensor | None = None,
        labels: Tensor | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
    ) -> MultipleChoiceModelOutput[Tensor] | tuple[Any, ...]:
        """`logits` [batch, choices], and `loss` where `labels` are given.

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given, or a mask has another shape.
        """
        encoded = self.base_model(
            _merged(input_ids),
            _merged(attention_mask),
            _merged(token_type_ids),
            _merged(position_ids),
            head_mask,
            _merged(inputs_embeds),
            output_attentions,
            output_hidden_states,
            return_dict=True,
        )
        choices = cast(Tensor, input_ids if inputs_embeds is None else inputs_embeds).shape[1]
        logits = self.classifier(self.dropout(encoded.pooler_output)).view(-1, choices)
        loss = None if labels is None else self.loss(logits, labels)
        output = MultipleChoiceModelOutput(loss, logits, encoded.hidden_states, encoded.attentions)
        return self._returned(output, return_dict)


class QuestionAnswering(PreTrainedModel):
    """Where in the input the answer starts and ends."""

    qa_outputs: nn.Module

    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        token_type_ids: Tensor | None = None,
        position_ids: Tensor | None = None,
        head_mask: Tensor | None = None,
        inputs_embeds: Tensor | None = None,
        start_positions: Tensor | None = None,
        end_positions: Tensor | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
    ) -> QuestionAnsweringModelOutput[Tensor] | tuple[Any, ...]:
        """`start_logits` and `end_logits` [batch, length], and `loss` where both positions [batch] are given.

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given, or a mask has another shape.
        """
        encoded = self.base_model(
            input_ids,
            attention_mask,
            token_type_ids,
            position_ids,
            head_mask,
            inputs_embeds,
            output_attentions,
            output_hidden_states,
            return_dict=True,
        )
        start, end = self.qa_outputs(encoded.last_hidden_state).unbind(-1)
        loss = None
        if start_positions is not None and end_positions is not None:
            loss = question_answering_loss(start, end, start_positions, end_positions)
        output = QuestionAnsweringModelOutput(loss, start, end, encoded.hidden_states, encoded.attentions)
        return self._returned(output, return_dict)


def _merged(inputs: Tensor | None) -> Tensor | None:
    """[batch, choices, ...] → [batch · choices, ...]."""
    return None if inputs is None else inputs.flatten(0, 1)
