"""Heads that encoder families share: their layers, losses and outputs. A family says how its own differ.

Every `forward` takes `input_ids` [batch, length] or `inputs_embeds` [batch, length, hidden]; `attention_mask` (1
attends, 0 does not) [batch, length], [batch, query, key] or [batch, heads, query, key]; `token_type_ids` and
`position_ids` [batch, length]; `head_mask` (1 keeps) [heads] or [layers, heads]. With `return_dict=False` it returns a
tuple.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, cast

import torch
from torch import nn

from trivet.families.outputs import (
    MaskedLMOutput,
    ModelOutput,
    MultipleChoiceModelOutput,
    NextSentencePredictorOutput,
    QuestionAnsweringModelOutput,
    SequenceClassifierOutput,
    TokenClassifierOutput,
)
from trivet_torch.layers.feed_forward import ClassificationHead
from trivet_torch.losses import cross_entropy, question_answering_loss, sequence_classification_loss
from trivet_torch.modeling import PreTrainedModel

Tensor = torch.Tensor
Inputs = Mapping[str, Any]


class EncoderHead(PreTrainedModel):
    """A base model and layers on it that give `logits`, and with labels a `loss`.

    Attributes:
        base_class: the family's base model.
        pooled: whether the head reads the base model's pooling layer; without, the base model is built without it.
        output_class: what `forward` returns.
    """

    base_class: ClassVar[Callable[..., PreTrainedModel]]
    pooled: ClassVar[bool] = False
    output_class: ClassVar[Callable[..., ModelOutput[Any]]]

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        setattr(self, self.base_model_prefix, self.make_base(config))
        self.add_layers(config)
        self.post_init()

    def make_base(self, config: Any) -> PreTrainedModel:
        """The base model as this head needs it."""
        return self.base_class(config, add_pooling_layer=self.pooled)

    def classifier_dropout(self, config: Any) -> float:
        """The config's `classifier_dropout`, or where that is None the dropout of hidden states."""
        stated = config.classifier_dropout
        return float(config.hidden_dropout_prob if stated is None else stated)

    def add_layers(self, config: Any) -> None:
        """Make the layers that follow the base model.

        Raises:
            NotImplementedError: the class does not say which they are.
        """
        raise NotImplementedError(f"{type(self).__name__} does not say what its layers are")

    def logits(self, encoded: ModelOutput[Tensor]) -> Tensor:
        """The head's logits from the base model's output.

        Raises:
            NotImplementedError: the class does not say how.
        """
        raise NotImplementedError(f"{type(self).__name__} does not say what its logits are")

    def loss(self, logits: Tensor, labels: Tensor, attention_mask: Tensor | None) -> Tensor:
        """The loss of labels as `forward` is given them."""
        return cross_entropy(logits, labels)

    def encode(self, inputs: Inputs) -> Any:
        """The base model's output for what is given of its arguments, by name."""
        return self.base_model(**{name: each for name, each in inputs.items() if each is not None}, return_dict=True)

    def run(self, inputs: Inputs) -> tuple[Any, Tensor]:
        """The base model's output, and the logits."""
        encoded = self.encode(inputs)
        return encoded, self.logits(encoded)

    def answer(
        self, inputs: Inputs, labels: Tensor | None, return_dict: bool | None
    ) -> ModelOutput[Tensor] | tuple[Any, ...]:
        """What `forward` returns: `logits`, and `loss` where labels are given."""
        encoded, logits = self.run(inputs)
        output = self.output_class(
            loss=None if labels is None else self.loss(logits, labels, inputs["attention_mask"]),
            logits=logits,
            hidden_states=encoded.hidden_states,
            attentions=encoded.attentions,
        )
        return self._returned(output, return_dict)


class SegmentedInputs(EncoderHead):
    """A head of a family whose base model takes segments and positions, as BERT's does."""

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


class MaskedLM(EncoderHead):
    """Scores of the vocabulary for every token; `labels` [batch, length]."""

    output_class = MaskedLMOutput


class NextSentencePrediction(EncoderHead):
    """Whether the second sentence follows the first; `labels` [batch], 0 if it does."""

    output_class = NextSentencePredictorOutput
    pooled = True


class Classifier(EncoderHead):
    """A head that ends in `classifier`, with dropout before it."""

    dropout: nn.Module
    classifier: nn.Module

    def add_layers(self, config: Any) -> None:
        """Dropout and a linear layer."""
        self.dropout = nn.Dropout(self.classifier_dropout(config))
        self.classifier = nn.Linear(config.hidden_size, config.num_labels)

    def logits(self, encoded: ModelOutput[Tensor]) -> Tensor:
        """[batch, classes] from the pooling layer, or [batch, length, classes] from every token."""
        states = encoded["pooler_output" if self.pooled else "last_hidden_state"]
        return cast(Tensor, self.classifier(self.dropout(states)))


class TokenClassification(Classifier):
    """A class for every token; `labels` [batch, length]."""

    output_class = TokenClassifierOutput


class SequenceClassification(Classifier):
    """A class, several, or a number for the whole input; `labels` [batch] or [batch, num_labels].

    `config.problem_type` chooses the loss; where it is None, `num_labels` and the dtype of the labels do.
    """

    output_class = SequenceClassifierOutput
    pooled = True

    def loss(self, logits: Tensor, labels: Tensor, attention_mask: Tensor | None) -> Tensor:
        """The loss of the config's `problem_type`."""
        return sequence_classification_loss(logits, labels, self.config)


class FirstTokenClassification(SequenceClassification):
    """The same from the first token's state, through two layers.

    Attributes:
        hidden_act: the activation between them.
    """

    pooled = False
    hidden_act: ClassVar[str] = "tanh"

    def add_layers(self, config: Any) -> None:
        """The two layers."""
        dropout = self.classifier_dropout(config)
        self.classifier = ClassificationHead(config.hidden_size, config.num_labels, dropout, self.hidden_act)

    def logits(self, encoded: ModelOutput[Tensor]) -> Tensor:
        """[batch, num_labels]."""
        return cast(Tensor, self.classifier(encoded["last_hidden_state"][:, 0]))


class MultipleChoice(Classifier):
    """Which of several inputs is right. Inputs have an axis more, [batch, choices, length]; `labels` [batch]."""

    output_class = MultipleChoiceModelOutput
    pooled = True

    def add_layers(self, config: Any) -> None:
        """Dropout and a linear layer with one output."""
        self.dropout = nn.Dropout(self.classifier_dropout(config))
        self.classifier = nn.Linear(config.hidden_size, 1)

    def run(self, inputs: Inputs) -> tuple[Any, Tensor]:
        """The base model's output for all choices [batch · choices, ...], and the logits [batch, choices]."""
        merged = {name: each.flatten(0, 1) if _has_choices(name, each) else each for name, each in inputs.items()}
        encoded, logits = super().run(merged)
        choices = inputs["input_ids" if inputs["inputs_embeds"] is None else "inputs_embeds"].shape[1]
        return encoded, logits.view(-1, choices)


def _has_choices(name: str, value: object) -> bool:
    return isinstance(value, Tensor) and name != "head_mask"


class SpanHead(EncoderHead):
    """Where in the input the answer starts and ends."""

    qa_outputs: nn.Module

    def add_layers(self, config: Any) -> None:
        """A linear layer with an output for either end; the config's labels become two."""
        config.num_labels = 2  # where an answer starts, and where it ends
        self.qa_outputs = nn.Linear(config.hidden_size, config.num_labels)

    def logits(self, encoded: ModelOutput[Tensor]) -> Tensor:
        """[batch, length, 2]."""
        return cast(Tensor, self.qa_outputs(encoded["last_hidden_state"]))

    def spans(
        self, inputs: Inputs, positions: tuple[Tensor | None, Tensor | None], return_dict: bool | None
    ) -> QuestionAnsweringModelOutput[Tensor] | tuple[Any, ...]:
        """What `forward` returns: `start_logits`, `end_logits`, and `loss` where both ends are given."""
        encoded, logits = self.run(inputs)
        start, end = logits.unbind(-1)
        first, last = positions
        loss = None if first is None or last is None else question_answering_loss(start, end, first, last)
        output = QuestionAnsweringModelOutput(loss, start, end, encoded.hidden_states, encoded.attentions)
        return self._returned(output, return_dict)


class QuestionAnswering(SpanHead):
    """The same for a family whose base model takes segments and positions."""

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
        return self.spans(inputs, (start_positions, end_positions), return_dict)
