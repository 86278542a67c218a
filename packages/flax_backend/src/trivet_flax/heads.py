"""Heads: what stands behind a base model for a task, and the loss of the task's labels. Knows no family.

A head is a module that holds the base model under the family's name for it. It is called with the base model's inputs
and with labels. A family whose layers differ overrides `add_layers` and the one method that uses them.
"""

from __future__ import annotations

import types
from abc import ABC, abstractmethod
from typing import Any, ClassVar, Self

import jax
import jax.numpy as jnp
from flax import nnx

from trivet.families.outputs import (
    MaskedLMOutput,
    MultipleChoiceModelOutput,
    QuestionAnsweringModelOutput,
    SequenceClassifierOutput,
    TokenClassifierOutput,
)
from trivet_flax.activations import Activation
from trivet_flax.layers.feed_forward import Linear, dropout
from trivet_flax.layers.setup import PretrainedModule, Setup
from trivet_flax.losses import cross_entropy, sequence_classification_loss, span_loss

Array = jax.Array


class Head(PretrainedModule, ABC):
    """A base model and the layers behind it.

    Attributes:
        base_class: the base model's class; set by `on`.
        base_name: the attribute that holds it, which its parameters' names begin with.
        pooled: whether a base model that can pool (`pools`) is built with its pooling layer.
        initial_std: the config's field for the standard deviation of initial values.
    """

    base_class: ClassVar[type[Any]]
    base_name: ClassVar[str]
    pooled: ClassVar[bool] = False
    initial_std: ClassVar[str] = "initializer_range"

    def __init__(
        self, config: Any, *, dtype: Any = jnp.float32, param_dtype: Any = jnp.float32, rngs: nnx.Rngs
    ) -> None:
        pooling = {"add_pooling_layer": self.pooled} if getattr(self.base_class, "pools", False) else {}
        base = self.base_class(config, dtype=dtype, param_dtype=param_dtype, rngs=rngs, **pooling)
        setattr(self, self.base_name, base)
        self.add_layers(config, Setup(rngs, dtype, param_dtype, getattr(config, self.initial_std)))

    @classmethod
    def on(cls, base_class: type[Any], base_name: str, name: str) -> type[Self]:
        """The head on one family's base model, as a class of that name."""

        def fill(namespace: dict[str, Any]) -> None:
            namespace |= {"base_class": base_class, "base_name": base_name}
            namespace |= {"__module__": base_class.__module__, "__doc__": cls.__doc__}

        return types.new_class(name, (cls,), exec_body=fill)

    @abstractmethod
    def add_layers(self, config: Any, setup: Setup) -> None:
        """Make the head's own layers; the base model is there already."""

    @property
    def base(self) -> Any:
        """The base model."""
        return getattr(self, self.base_name)

    def classifier_rate(self, config: Any) -> float:
        """Dropout before a classifier, under either of the names that configs have for it."""
        rates = (getattr(config, field, None) for field in ("classifier_dropout_prob", "classifier_dropout"))
        return float(next((rate for rate in rates if rate is not None), config.hidden_dropout_prob))


class MaskedLM(Head):
    """Predictions of masked tokens."""

    @abstractmethod
    def predict(self, hidden: Array) -> Array:
        """[batch, length, hidden] → logits [batch, length, vocab]."""

    def __call__(self, *inputs: Array, labels: Array | None = None, **options: Any) -> MaskedLMOutput[Array]:
        """`labels` [batch, length], -100 where there is none."""
        outputs = self.base(*inputs, **options)
        logits = self.predict(outputs.last_hidden_state)
        loss = None if labels is None else cross_entropy(logits, labels)
        return MaskedLMOutput(loss, logits, outputs.hidden_states, outputs.attentions)


class Classifier(Head):
    """Dropout, then a linear layer called `classifier`."""

    def add_layers(self, config: Any, setup: Setup) -> None:
        """`dropout` and `classifier`."""
        self.dropout = dropout(self.classifier_rate(config))
        self.classifier = Linear(config.hidden_size, self.outputs(config), setup)

    def outputs(self, config: Any) -> int:
        """Number of scores."""
        return int(config.num_labels)

    def features(self, outputs: Any) -> Array:
        """What is classified, of the base model's outputs."""
        pooled: Array = outputs.pooler_output
        return pooled

    def classify(self, outputs: Any, **drop: Any) -> Array:
        """Scores [..., outputs]. `drop`: `deterministic` and `rngs`, as dropout takes them."""
        logits: Array = self.classifier(self.dropout(self.features(outputs), **drop))
        return logits


class SequenceClassification(Classifier):
    """A classifier (or regression) over whole sequences."""

    pooled = True

    def __init__(self, config: Any, **arguments: Any) -> None:
        super().__init__(config, **arguments)
        self.num_labels, self.problem_type = config.num_labels, config.problem_type

    def __call__(self, *inputs: Array, labels: Array | None = None, **options: Any) -> SequenceClassifierOutput[Array]:
        """`labels` as `sequence_classification_loss` takes them, by the config's `problem_type`."""
        outputs = self.base(*inputs, **options)
        logits = self.classify(outputs, **dropping(options))
        loss = None
        if labels is not None:
            loss = sequence_classification_loss(
                logits, labels, num_labels=self.num_labels, problem_type=self.problem_type
            )
        return SequenceClassifierOutput(loss, logits, outputs.hidden_states, outputs.attentions)


class TokenClassification(Classifier):
    """A classifier over tokens."""

    def features(self, outputs: Any) -> Array:
        """Every token's state."""
        hidden: Array = outputs.last_hidden_state
        return hidden

    def __call__(self, *inputs: Array, labels: Array | None = None, **options: Any) -> TokenClassifierOutput[Array]:
        """`labels` [batch, length], -100 where there is none."""
        outputs = self.base(*inputs, **options)
        logits = self.classify(outputs, **dropping(options))
        loss = None if labels is None else cross_entropy(logits, labels)
        return TokenClassifierOutput(loss, logits, outputs.hidden_states, outputs.attentions)


class MultipleChoice(Classifier):
    """A score for each of several continuations."""

    pooled = True

    def outputs(self, config: Any) -> int:
        """One score for each."""
        return 1

    def __call__(self, *, labels: Array | None = None, **inputs: Any) -> MultipleChoiceModelOutput[Array]:
        """Inputs [batch, choices, length], by name; `labels` [batch]: the right choice."""
        names = ("input_ids", "attention_mask", "token_type_ids", "position_ids", "inputs_embeds")
        rows = {name: inputs[name] for name in names if inputs.get(name) is not None}
        choices = next((given.shape[1] for given in rows.values()), 1)
        flat = {name: given.reshape(-1, *given.shape[2:]) for name, given in rows.items()}
        outputs = self.base(**{**inputs, **flat})
        logits = self.classify(outputs, **dropping(inputs)).reshape(-1, choices)
        loss = None if labels is None else cross_entropy(logits, labels)
        return MultipleChoiceModelOutput(loss, logits, outputs.hidden_states, outputs.attentions)


class QuestionAnswering(Head):
    """Where an answer starts and ends."""

    def add_layers(self, config: Any, setup: Setup) -> None:
        """`qa_outputs`."""
        config.num_labels = 2  # where an answer starts, and where it ends
        self.qa_outputs = Linear(config.hidden_size, config.num_labels, setup)

    def spans(self, outputs: Any, **drop: Any) -> tuple[Array, Array]:
        """Logits [batch, length] of start and end."""
        logits = self.qa_outputs(outputs.last_hidden_state)
        return logits[..., 0], logits[..., 1]

    def __call__(
        self, *inputs: Array, start_positions: Array | None = None, end_positions: Array | None = None, **options: Any
    ) -> QuestionAnsweringModelOutput[Array]:
        """`start_positions` and `end_positions` [batch]; one behind the end of its row is ignored."""
        outputs = self.base(*inputs, **options)
        start, end = self.spans(outputs, **dropping(options))
        loss = None
        if start_positions is not None and end_positions is not None:
            loss = span_loss(start, end, start_positions, end_positions)
        return QuestionAnsweringModelOutput(loss, start, end, outputs.hidden_states, outputs.attentions)


class ClassificationHead(nnx.Module):
    """Dropout, `dense`, activation, dropout, `out_proj`: a classifier over what one token has become."""

    def __init__(self, size: int, labels: int, rate: float, setup: Setup, *, activation: Activation = jnp.tanh) -> None:
        self.dense = Linear(size, size, setup)
        self.dropout = dropout(rate)
        self.out_proj = Linear(size, labels, setup)
        self.activation = activation

    def __call__(self, features: Array, **drop: Any) -> Array:
        """[batch, hidden] → [batch, labels]."""
        hidden = self.activation(self.dense(self.dropout(features, **drop)))
        logits: Array = self.out_proj(self.dropout(hidden, **drop))
        return logits


class FirstTokenClassification(SequenceClassification):
    """A `ClassificationHead` over the first token, without a pooling layer."""

    pooled = False
    activation: ClassVar[Any] = staticmethod(jnp.tanh)

    def add_layers(self, config: Any, setup: Setup) -> None:
        """`classifier`, which has a dropout of its own."""
        size, labels, rate = config.hidden_size, config.num_labels, self.classifier_rate(config)
        self.classifier: Any = ClassificationHead(size, labels, rate, setup, activation=self.activation)

    def classify(self, outputs: Any, **drop: Any) -> Array:
        """Scores [batch, num_labels]."""
        logits: Array = self.classifier(outputs.last_hidden_state[:, 0], **drop)
        return logits


def dropping(options: dict[str, Any]) -> dict[str, Any]:
    """Of the options of a call, those that dropout layers take."""
    return {"deterministic": options.get("deterministic"), "rngs": options.get("rngs")}
