"""DistilBERT: config and parameter list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from trivet.families.blocks import (
    Activation,
    Branch,
    Dropout,
    Embedding,
    FeedForward,
    Layer,
    Learned,
    Leftover,
    Linear,
    Norm,
    Reads,
    Residual,
    Sines,
    Stack,
    TextEmbeddings,
    Transformer,
    Vocabulary,
)
from trivet.families.config import PretrainedConfig
from trivet.families.encoders import EncoderFamily, self_attention, words
from trivet.families.heads import (
    MASKED_LM,
    MULTIPLE_CHOICE,
    QUESTION_ANSWERING,
    SEQUENCE_CLASSIFICATION,
    TOKEN_CLASSIFICATION,
)
from trivet.families.inputs import TEXT
from trivet.families.pruning import pruned_heads
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
from trivet.layout import Kind

EPS = 1e-12
"""What all norms add to a variance."""


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


class DistilBert(EncoderFamily):
    """DistilBERT and its heads: no segments, and positions are always 0, 1, 2, …"""

    model_type, config_class, base_prefix = "distilbert", DistilBertConfig, "distilbert"
    name, title = "DistilBert", "DistilBERT"
    inputs = tuple(name for name in TEXT if name not in ("token_type_ids", "position_ids"))
    kinds = (MASKED_LM, SEQUENCE_CLASSIFICATION, TOKEN_CLASSIFICATION, QUESTION_ANSWERING, MULTIPLE_CHOICE)
    tasks: ClassVar[Mapping[str, str]] = {"pretraining": "ForMaskedLM"}

    def base(self, config: DistilBertConfig) -> Transformer:
        """Embeddings and layers."""
        layers = tuple(self._layer(config, index) for index in range(config.n_layers))
        stack = Stack(at="transformer", layers=layers)
        return Transformer(embeddings=self.embeddings(config), stack=stack, std=config.initializer_range)

    def embeddings(self, config: DistilBertConfig) -> TextEmbeddings:
        """Words and positions."""
        table = Embedding("position_embeddings", config.max_position_embeddings, config.dim)
        sines = Sines(table, interleaved=True, stored=True)
        return TextEmbeddings(
            at="embeddings",
            words=words(config, "word_embeddings", config.dim, Kind.EMBEDDING),
            positions=sines if config.sinusoidal_pos_embds else Learned(table),
            norm=Norm("LayerNorm", config.dim, EPS),
            dropout=config.dropout,
            leftovers=(Leftover("position_ids", (1, config.max_position_embeddings)),),
        )

    def _layer(self, config: DistilBertConfig, index: int) -> Layer:
        names = ("q_lin", "k_lin", "v_lin", "out_lin")
        attention = self_attention(config, index, at="attention", names=names, dropout=config.attention_dropout)
        forward = FeedForward(
            at="ffn", names=("lin1", "lin2"), size=config.dim, inner=config.hidden_dim, activation=config.activation
        )
        return Layer(
            f"layer.{index}",
            (
                Residual(inner=attention, last=Norm("sa_layer_norm", config.dim, EPS)),
                Residual(inner=forward, last=Norm("output_layer_norm", config.dim, EPS), dropout=config.dropout),
            ),
        )

    def masked_lm(self, config: DistilBertConfig) -> Branch:
        """Scores of words."""
        size = config.dim
        scores = Vocabulary(
            at="vocab_projector", inputs=size, words=config.vocab_size, table=self.table(config), bias=True
        )
        transform = Linear("vocab_transform", size, size), Activation(config.activation)
        return Branch(Reads.EACH, (*transform, Norm("vocab_layer_norm", size, EPS), scores))

    def sequence_classification(self, config: DistilBertConfig) -> Branch:
        """From the first token, through a layer of the head's own."""
        return self._first_token(config, config.num_labels)

    def multiple_choice(self, config: DistilBertConfig) -> Branch:
        """The same."""
        return self._first_token(config, 1)

    def _first_token(self, config: DistilBertConfig, outputs: int) -> Branch:
        own = Linear("pre_classifier", config.dim, config.dim), Activation("relu")
        last = Dropout(config.seq_classif_dropout), Linear("classifier", config.dim, outputs)
        return Branch(Reads.FIRST, (*own, *last))

    def classifier_dropout(self, config: DistilBertConfig) -> Dropout:
        """That of hidden states."""
        return Dropout(config.dropout)

    def question_answering(self, config: DistilBertConfig) -> Branch:
        """Scores of starts and of ends."""
        return Branch(Reads.EACH, (Dropout(config.qa_dropout), Linear("qa_outputs", config.dim, 2)))
