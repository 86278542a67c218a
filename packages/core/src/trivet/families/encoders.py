"""What BERT and its relatives share: the config's fields, and the parameters of embeddings, layers and heads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from trivet.families.config import PretrainedConfig
from trivet.families.pruning import attended_size, pruned_heads
from trivet.families.requirements import (
    ACTIVATION,
    FLAG,
    HEADS,
    LAYERS,
    NOT_NEGATIVE,
    POSITIONS,
    PROBABILITY,
    VOCABULARY,
    WIDTH,
    Requirement,
)
from trivet.families.spec import Specs, block, embedding, index_embedding, layer_norm, linear, raw


class EncoderConfig(PretrainedConfig):
    """Fields of BERT's config.json, which its relatives have too.

    Raises:
        InvalidConfigError: (by `validate`) sizes do not fit together, or a feature is asked for that the models here do
            not have: relative position embeddings, decoder mode.
    """

    requirements: ClassVar[Mapping[str, Requirement]] = {
        "vocab_size": VOCABULARY,
        "hidden_size": WIDTH,
        "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS,
        "intermediate_size": WIDTH,
        "hidden_act": ACTIVATION,
        "hidden_dropout_prob": PROBABILITY,
        "attention_probs_dropout_prob": PROBABILITY,
        "max_position_embeddings": POSITIONS,
        "type_vocab_size": HEADS,
        "initializer_range": NOT_NEGATIVE,
        "layer_norm_eps": NOT_NEGATIVE,
        "use_cache": FLAG,
        "classifier_dropout": PROBABILITY.or_null(),
    }

    def __init__(
        self,
        vocab_size: int = 30522,
        hidden_size: int = 768,
        num_hidden_layers: int = 12,
        num_attention_heads: int = 12,
        intermediate_size: int = 3072,
        hidden_act: str = "gelu",
        hidden_dropout_prob: float = 0.1,
        attention_probs_dropout_prob: float = 0.1,
        max_position_embeddings: int = 512,
        type_vocab_size: int = 2,
        initializer_range: float = 0.02,
        layer_norm_eps: float = 1e-12,
        pad_token_id: int | None = 0,
        position_embedding_type: str = "absolute",
        use_cache: bool = True,
        classifier_dropout: float | None = None,
        **kwargs: Any,
    ) -> None:
        self.vocab_size = vocab_size
        self.hidden_size = hidden_size
        self.num_hidden_layers = num_hidden_layers
        self.num_attention_heads = num_attention_heads
        self.intermediate_size = intermediate_size
        self.hidden_act = hidden_act
        self.hidden_dropout_prob = hidden_dropout_prob
        self.attention_probs_dropout_prob = attention_probs_dropout_prob
        self.max_position_embeddings = max_position_embeddings
        self.type_vocab_size = type_vocab_size
        self.initializer_range = initializer_range
        self.layer_norm_eps = layer_norm_eps
        self.position_embedding_type = position_embedding_type
        self.use_cache = use_cache
        self.classifier_dropout = classifier_dropout
        super().__init__(pad_token_id=pad_token_id, **kwargs)

    def validate(self) -> None:
        """Refuse what the models here would compute wrongly."""
        self.validate_sizes()
        self.require_multiple("hidden_size", "num_attention_heads")
        self.require_only("position_embedding_type", "absolute")
        self.require_only("is_decoder", False, None)
        self.require_only("add_cross_attention", False, None)

    def validate_sizes(self) -> None:
        """The fields that shapes are made of."""
        super().validate_sizes()
        pruned_heads(self)


def text_embeddings(config: Any, size: int) -> Specs:
    """`embeddings`: words, positions, segments and their norm, of `size` each."""
    yield from raw("embeddings.position_ids", 1, config.max_position_embeddings, buffer=True)
    yield from embedding("embeddings.word_embeddings", config.vocab_size, size)
    yield from index_embedding("embeddings.position_embeddings", config.max_position_embeddings, size)
    yield from index_embedding("embeddings.token_type_embeddings", config.type_vocab_size, size)
    yield from layer_norm("embeddings.LayerNorm", size)


def encoder(config: Any) -> Specs:
    """`encoder.layer.N`: attention and feed-forward, each followed by its norm."""
    for index in range(config.num_hidden_layers):
        attended = attended_size(config, index)
        yield from block(f"encoder.layer.{index}", _layer(config.hidden_size, config.intermediate_size, attended))


def _layer(size: int, intermediate: int, attended: int) -> Specs:
    for name in ("query", "key", "value"):
        yield from linear(f"attention.self.{name}", size, attended)
    yield from linear("attention.output.dense", attended, size)
    yield from layer_norm("attention.output.LayerNorm", size)
    yield from linear("intermediate.dense", size, intermediate)
    yield from linear("output.dense", intermediate, size)
    yield from layer_norm("output.LayerNorm", size)


def task_outputs(config: Any, head: str, classifier: Specs) -> Specs:
    """What a head adds whose task needs one projection: `classifier` or `qa_outputs`.

    Args:
        classifier: of sequence classification, in which the families differ.
    """
    match head.rpartition("For")[2]:
        case "SequenceClassification":
            yield from classifier
        case "TokenClassification":
            yield from linear("classifier", config.hidden_size, config.num_labels)
        case "MultipleChoice":
            yield from linear("classifier", config.hidden_size, 1)
        case "QuestionAnswering":
            yield from linear("qa_outputs", config.hidden_size, 2)
