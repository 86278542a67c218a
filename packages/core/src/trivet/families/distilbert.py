"""DistilBERT: config and parameter list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from trivet.families.architecture import Architecture
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
from trivet.families.spec import Specs, block, embedding, index_embedding, layer_norm, linear, raw, tied, under


class DistilBertConfig(PretrainedConfig):
    """Configuration of a DistilBERT model (Sanh et al., 2019, https://arxiv.org/abs/1910.01108).

    Attributes:
        sinusoidal_pos_embds: whether the table of positions began as sines; it is stored either way.

    Raises:
        InvalidConfigError: (by `validate`) sizes do not fit together.
    """

    model_type: ClassVar[str] = "distilbert"
    attribute_map: ClassVar[Mapping[str, str]] = {
        "hidden_size": "dim",
        "num_attention_heads": "n_heads",
        "num_hidden_layers": "n_layers",
    }
    requirements: ClassVar[Mapping[str, Requirement]] = {
        "vocab_size": VOCABULARY,
        "max_position_embeddings": POSITIONS,
        "sinusoidal_pos_embds": FLAG,
        "n_layers": LAYERS,
        "n_heads": HEADS,
        "dim": WIDTH,
        "hidden_dim": WIDTH,
        "dropout": PROBABILITY,
        "attention_dropout": PROBABILITY,
        "activation": ACTIVATION,
        "initializer_range": NOT_NEGATIVE,
        "qa_dropout": PROBABILITY,
        "seq_classif_dropout": PROBABILITY,
    }

    def __init__(
        self,
        vocab_size: int = 30522,
        max_position_embeddings: int = 512,
        sinusoidal_pos_embds: bool = False,
        n_layers: int = 6,
        n_heads: int = 12,
        dim: int = 768,
        hidden_dim: int = 3072,
        dropout: float = 0.1,
        attention_dropout: float = 0.1,
        activation: str = "gelu",
        initializer_range: float = 0.02,
        qa_dropout: float = 0.1,
        seq_classif_dropout: float = 0.2,
        pad_token_id: int | None = 0,
        **kwargs: Any,
    ) -> None:
        self.vocab_size = vocab_size
        self.max_position_embeddings = max_position_embeddings
        self.sinusoidal_pos_embds = sinusoidal_pos_embds
        self.n_layers = n_layers
        self.n_heads = n_heads
        self.dim = dim
        self.hidden_dim = hidden_dim
        self.dropout = dropout
        self.attention_dropout = attention_dropout
        self.activation = activation
        self.initializer_range = initializer_range
        self.qa_dropout = qa_dropout
        self.seq_classif_dropout = seq_classif_dropout
        super().__init__(pad_token_id=pad_token_id, **kwargs)

    def validate(self) -> None:
        """Refuse what the models here would compute wrongly."""
        self.validate_sizes()
        self.require_multiple("dim", "n_heads")

    def validate_sizes(self) -> None:
        """The fields that shapes are made of."""
        super().validate_sizes()
        pruned_heads(self)


class DistilBertArchitecture(Architecture):
    """Parameters of DistilBERT and its heads."""

    model_type = "distilbert"
    config_class = DistilBertConfig
    base_prefix = "distilbert"
    heads = (
        "DistilBertModel",
        "DistilBertForMaskedLM",
        "DistilBertForSequenceClassification",
        "DistilBertForTokenClassification",
        "DistilBertForQuestionAnswering",
        "DistilBertForMultipleChoice",
    )
    tasks: ClassVar[Mapping[str, str]] = {"pretraining": "DistilBertForMaskedLM"}

    def base_parameters(self, config: DistilBertConfig) -> Specs:
        """Embeddings and layers."""
        return under("distilbert", self._modules(config))

    def head_parameters(self, config: DistilBertConfig, head: str) -> Specs:
        """What follows the base model."""
        size = config.dim
        match head.removeprefix("DistilBertFor"):
            case "MaskedLM":
                yield from linear("vocab_transform", size, size)
                yield from layer_norm("vocab_layer_norm", size)
                words = "distilbert.embeddings.word_embeddings.weight"
                owners = {"vocab_projector.weight": words} if config.tie_word_embeddings else {}
                yield from tied(linear("vocab_projector", size, config.vocab_size), owners)
            case "SequenceClassification":
                yield from linear("pre_classifier", size, size)
                yield from linear("classifier", size, config.num_labels)
            case "TokenClassification":
                yield from linear("classifier", size, config.num_labels)
            case "QuestionAnswering":
                yield from linear("qa_outputs", size, 2)
            case "MultipleChoice":
                yield from linear("pre_classifier", size, size)
                yield from linear("classifier", size, 1)

    def _modules(self, config: DistilBertConfig) -> Specs:
        yield from raw("embeddings.position_ids", 1, config.max_position_embeddings, buffer=True)
        yield from embedding("embeddings.word_embeddings", config.vocab_size, config.dim)
        yield from index_embedding("embeddings.position_embeddings", config.max_position_embeddings, config.dim)
        yield from layer_norm("embeddings.LayerNorm", config.dim)
        for index in range(config.n_layers):
            yield from block(f"transformer.layer.{index}", self._layer(config, attended_size(config, index)))

    def _layer(self, config: DistilBertConfig, attended: int) -> Specs:
        for name in ("q_lin", "k_lin", "v_lin"):
            yield from linear(f"attention.{name}", config.dim, attended)
        yield from linear("attention.out_lin", attended, config.dim)
        yield from layer_norm("sa_layer_norm", config.dim)
        yield from linear("ffn.lin1", config.dim, config.hidden_dim)
        yield from linear("ffn.lin2", config.hidden_dim, config.dim)
        yield from layer_norm("output_layer_norm", config.dim)
