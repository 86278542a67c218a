"""What BERT and its relatives share: the config's fields, and the parameters of embeddings, layers and heads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from trivet.families.blocks import (
    Activation,
    Attention,
    Branch,
    Dropout,
    Embedding,
    FeedForward,
    Layer,
    Learned,
    Leftover,
    Linear,
    Norm,
    Pooler,
    Reads,
    RelativeKeys,
    Residual,
    Stack,
    Steps,
    TextEmbeddings,
    Transformer,
)
from trivet.families.config import PretrainedConfig
from trivet.families.family import Family
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
from trivet.families.vocabulary import padding_row
from trivet.layout import Kind
from trivet.layout.params import Role


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


def text_embeddings(config: Any, size: int, **facts: Any) -> TextEmbeddings:
    """`embeddings`: words, positions, segments and their norm, of `size` each.

    Args:
        facts: of the block, in place of these.
    """
    blocks: dict[str, Any] = {
        "words": words(config, "word_embeddings", size, Kind.EMBEDDING),
        "positions": positions(config, Embedding("position_embeddings", config.max_position_embeddings, size)),
        "segments": Embedding("token_type_embeddings", config.type_vocab_size, size),
        "norm": Norm("LayerNorm", size, config.layer_norm_eps),
        "dropout": config.hidden_dropout_prob,
        "leftovers": (Leftover("position_ids", (1, config.max_position_embeddings)),),
    }
    return TextEmbeddings(at="embeddings", **{**blocks, **facts})


def positions(config: Any, table: Embedding, **facts: Any) -> Learned:
    """Learned positions, added to words unless attention has relative ones in their stead."""
    return Learned(table, added=config.position_embedding_type == "absolute", **facts)


def words(config: Any, at: str, size: int, kind: Kind = Kind.INDEX_EMBEDDING, **facts: Any) -> Embedding:
    """The table of a config's vocabulary."""
    return Embedding(at, config.vocab_size, size, kind, padding_row(config), role=Role.VOCAB, **facts)


def self_attention(config: Any, index: int, **facts: Any) -> Attention:
    """A layer's attention as encoders have it: each head a share of the states, scores scaled by their root.

    Args:
        facts: of the block, in place of these.
    """
    size = config.hidden_size // config.num_attention_heads
    blocks: dict[str, Any] = {
        "size": config.hidden_size,
        "heads": config.num_attention_heads,
        "head_size": size,
        "scale": size**-0.5,
        "prunable": True,
        "pruned": tuple(pruned_heads(config).get(index, ())),
    }
    return Attention(**{**blocks, **facts})


def distances(config: Any) -> RelativeKeys | None:
    """The table of relative positions that attention compares with, where the config asks for one."""
    if config.position_embedding_type == "absolute":
        return None
    size = config.hidden_size // config.num_attention_heads
    table = Embedding("distance_embedding", 2 * config.max_position_embeddings - 1, size)
    return RelativeKeys(table, with_queries=config.position_embedding_type == "relative_key_query")


def layer(config: Any, index: int) -> Layer:
    """BERT's layer: attention, in a decoder attention to an encoder's states, feed-forward; a norm after each."""
    size, dropout = config.hidden_size, config.hidden_dropout_prob
    norm = Norm("LayerNorm", size, config.layer_norm_eps)
    names, drop = ("query", "key", "value", "dense"), config.attention_probs_dropout_prob
    is_decoder = bool(getattr(config, "is_decoder", False))
    own = self_attention(
        config, index, at="self", names=names, dropout=drop, causal=is_decoder, relative=distances(config)
    )
    attentions = [Residual(at="attention", inner=own, output="output", last=norm, dropout=dropout)]
    if is_decoder and getattr(config, "add_cross_attention", False):
        cross = replace(own, causal=False, crosses=True, relative=None, prunable=False, pruned=())
        attentions.append(Residual(at="crossattention", inner=cross, output="output", last=norm, dropout=dropout))
    forward = FeedForward(
        at="intermediate",
        names=("dense", "dense"),
        size=size,
        inner=config.intermediate_size,
        activation=config.hidden_act,
    )
    return Layer(f"layer.{index}", (*attentions, Residual(inner=forward, output="output", last=norm, dropout=dropout)))


class EncoderFamily(Family):
    """What BERT and its relatives share: an encoder, a pooling layer, and heads that end in one projection.

    Attributes:
        inputs: what a call takes.
    """

    inputs: ClassVar[tuple[str, ...]] = TEXT

    def base(self, config: Any) -> Transformer:
        """Embeddings, encoder, pooler."""
        return Transformer(
            embeddings=self.embeddings(config),
            stack=Stack(at="encoder", layers=tuple(layer(config, index) for index in range(config.num_hidden_layers))),
            pooler=self.pooler(config),
            std=config.initializer_range,
        )

    def embeddings(self, config: Any) -> TextEmbeddings:
        """What layers are given."""
        return text_embeddings(config, config.hidden_size)

    def pooler(self, config: Any) -> Pooler | None:
        """What sentence tasks read."""
        return Pooler("pooler", Linear("dense", config.hidden_size, config.hidden_size))

    def table(self, config: Any) -> str | None:
        """The embeddings that scores of words are tied to."""
        return f"{self.base_prefix}.embeddings.word_embeddings.weight" if config.tie_word_embeddings else None

    def classifier_dropout(self, config: Any) -> Dropout:
        """Before a classifier: the config's, or where that is None that of hidden states."""
        stated = config.classifier_dropout
        return Dropout(config.hidden_dropout_prob if stated is None else stated)

    def classifier(self, config: Any, reads: Reads, outputs: int) -> Branch:
        """Dropout and one projection."""
        return Branch(reads, (self.classifier_dropout(config), Linear("classifier", config.hidden_size, outputs)))

    def sequence_classification(self, config: Any) -> Branch:
        """From the pooled output."""
        return self.classifier(config, Reads.POOLED, config.num_labels)

    def token_classification(self, config: Any) -> Branch:
        """From each token."""
        return self.classifier(config, Reads.EACH, config.num_labels)

    def multiple_choice(self, config: Any) -> Branch:
        """From the pooled output."""
        return self.classifier(config, Reads.POOLED, 1)

    def question_answering(self, config: Any) -> Branch:
        """Scores of starts and of ends."""
        return Branch(Reads.EACH, (Linear("qa_outputs", config.hidden_size, 2),))


def two_layers(config: Any, at: str, dropout: float, hidden_act: str, outputs: int) -> Steps:
    """A small network on one state of each input: dropout, `dense`, an activation, dropout, `out_proj`."""
    size, drop = config.hidden_size, Dropout(dropout)
    return Steps(
        at, (drop, Linear("dense", size, size), Activation(hidden_act), drop, Linear("out_proj", size, outputs))
    )
