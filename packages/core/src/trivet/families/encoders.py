"""The shared parts of BERT and related families: config fields, and blueprints of embeddings, layers and heads."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from trivet.families import requirements as must
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
    Step,
    Steps,
    TextEmbeddings,
    Transformer,
    Vocabulary,
)
from trivet.families.config import PretrainedConfig
from trivet.families.family import Family
from trivet.families.fields import field
from trivet.families.heads import (
    CROSS_CAUSAL_LM,
    MASKED_LM,
    MULTIPLE_CHOICE,
    QUESTION_ANSWERING,
    SEQUENCE_CLASSIFICATION,
    TOKEN_CLASSIFICATION,
)
from trivet.families.inputs import TEXT, TEXT_DECODER
from trivet.families.pruning import pruned_heads
from trivet.families.vocabulary import padding_row
from trivet.layout import Kind
from trivet.layout.params import Role

OF_DECODERS = tuple(name for name in TEXT_DECODER if name not in TEXT)
"""Inputs of decoders only."""

HEADS = tuple(
    kind.variant(leaves_out=OF_DECODERS)
    for kind in (MASKED_LM, SEQUENCE_CLASSIFICATION, TOKEN_CLASSIFICATION, QUESTION_ANSWERING, MULTIPLE_CHOICE)
)
"""Kinds of heads that nearly all of these families have."""

DECODER_HEADS = (CROSS_CAUSAL_LM, MASKED_LM.variant(leaves_out=("past_key_values", "use_cache")), *HEADS[1:])
"""Kinds of heads of those families that can be decoders."""


class PrunableConfig(PretrainedConfig):
    """A config of models whose attention heads can be pruned; heads share the hidden size, or have a size of their own.

    Raises:
        InvalidConfigError: (by `validate`) sizes do not fit together.
    """

    def validate(self) -> None:
        """Refuse what the models here would compute wrongly."""
        self.validate_sizes()
        own = type(self).attribute_map
        if "head_dim" not in own and ("head_dim" not in type(self).fields or vars(self).get("head_dim") is None):
            self.require_multiple(*(own.get(name, name) for name in ("hidden_size", "num_attention_heads")))

    def validate_sizes(self) -> None:
        """Check the fields that determine shapes."""
        super().validate_sizes()
        pruned_heads(self)


class PlainEncoderConfig(PrunableConfig):
    """Fields of the config.json of all families that are related to BERT.

    Attributes:
        can_decode: whether the family's models can be decoders, by `is_decoder` and `add_cross_attention`.

    Raises:
        InvalidConfigError: (by `validate`) sizes do not fit together, the family has no decoder mode, or
            cross-attention is set without decoder mode.
    """

    can_decode: ClassVar[bool] = False
    vocab_size: int = field(must.VOCABULARY, default=30522)
    hidden_size: int = field(must.WIDTH, default=768)
    num_hidden_layers: int = field(must.LAYERS, default=12)
    num_attention_heads: int = field(must.HEADS, default=12)
    intermediate_size: int = field(must.WIDTH, default=3072)
    hidden_act: str = field(must.ACTIVATION, default="gelu")
    hidden_dropout_prob: float = field(must.PROBABILITY, default=0.1)
    attention_probs_dropout_prob: float = field(must.PROBABILITY, default=0.1)
    max_position_embeddings: int = field(must.POSITIONS, default=512)
    initializer_range: float = field(must.NOT_NEGATIVE, default=0.02)
    layer_norm_eps: float = field(must.NOT_NEGATIVE, default=1e-12)

    def validate(self) -> None:
        """Refuse what the models here would compute wrongly."""
        super().validate()
        if not self.can_decode:
            self.require_only("is_decoder", False, None)
        if not self.is_decoder:
            self.require_only("add_cross_attention", False, None)


class EncoderConfig(PlainEncoderConfig):
    """Fields of the config.json of BERT and closely related families.

    Raises:
        InvalidConfigError: (by `validate`) as for `PlainEncoderConfig`, or the type of positions is unknown.
    """

    type_vocab_size: int = field(must.SEGMENTS, default=2, after="max_position_embeddings")
    pad_token_id: int | None = field(default=0, kw_only=True, after="layer_norm_eps")
    position_embedding_type: str = field(default="absolute")
    use_cache: bool = field(must.FLAG, default=True)
    classifier_dropout: float | None = field(must.PROBABILITY.or_null(), default=None)

    def validate(self) -> None:
        """Refuse what the models here would compute wrongly."""
        super().validate()
        self.require_only("position_embedding_type", "absolute", "relative_key", "relative_key_query")


def text_embeddings(config: Any, size: int, **facts: Any) -> TextEmbeddings:
    """`embeddings`: words, positions, segments if the config has any, and their norm, each of `size`.

    Args:
        facts: fields of the block that replace these.
    """
    kinds = getattr(config, "type_vocab_size", 0)
    blocks: dict[str, Any] = {
        "words": words(config, "word_embeddings", size, Kind.EMBEDDING),
        "positions": positions(config, Embedding("position_embeddings", config.max_position_embeddings, size)),
        "segments": Embedding("token_type_embeddings", kinds, size) if kinds else None,
        "norm": Norm("LayerNorm", size, config.layer_norm_eps),
        "dropout": config.hidden_dropout_prob,
        "leftovers": (Leftover("position_ids", (1, config.max_position_embeddings)),),
    }
    return TextEmbeddings(at="embeddings", **{**blocks, **facts})


def positions(config: Any, table: Embedding, **facts: Any) -> Learned:
    """Learned positions, added to words unless attention has relative ones instead."""
    return Learned(table, added=_position_type(config) == "absolute", **facts)


def words(config: Any, at: str, size: int, kind: Kind = Kind.INDEX_EMBEDDING, **facts: Any) -> Embedding:
    """The word embedding for a config's vocabulary."""
    return Embedding(at, config.vocab_size, size, kind, padding_row(config), role=Role.VOCAB, **facts)


def self_attention(config: Any, index: int, **facts: Any) -> Attention:
    """The self-attention of encoders: heads share the hidden size, scores are divided by the root of a head's size.

    Args:
        facts: fields of the block that replace these.
    """
    size = facts.get("head_size") or config.hidden_size // config.num_attention_heads
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
    """The table of relative positions of attention, if the config has one."""
    if _position_type(config) == "absolute":
        return None
    size = config.hidden_size // config.num_attention_heads
    table = Embedding("distance_embedding", 2 * config.max_position_embeddings - 1, size)
    return RelativeKeys(table, with_queries=config.position_embedding_type == "relative_key_query")


def _position_type(config: Any) -> str:
    return str(getattr(config, "position_embedding_type", "absolute"))


def layer(config: Any, index: int) -> Layer:
    """BERT's layer: self-attention, in a decoder cross-attention, feed-forward; a norm after each."""
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


def norms_first(layer: Layer, attention: str, forward: str) -> Layer:
    """A layer with its norms before the sublayers, at these paths from each, instead of after them."""
    norms = ((each, replace(each.last, at=attention if each.at else forward)) for each in layer.sublayers if each.last)
    return Layer(layer.at, tuple(replace(each, last=None, before=norm) for each, norm in norms))


class EncoderFamily(Family):
    """BERT and related families: an encoder, a pooling layer, and heads that end in one projection.

    Attributes:
        stack: name of the module that runs the layers.
    """

    inputs: ClassVar[tuple[str, ...]] = TEXT
    stack: ClassVar[str] = "encoder"

    def base(self, config: Any) -> Transformer:
        """Embeddings, encoder, pooler."""
        layers = tuple(self.layer(config, index) for index in range(config.num_hidden_layers))
        return Transformer(
            embeddings=self.embeddings(config),
            stack=Stack(at=self.stack, layers=layers),
            pooler=self.pooler(config),
            std=config.initializer_range,
            one_head_mask=True,
        )

    def embeddings(self, config: Any) -> TextEmbeddings:
        """The embeddings."""
        return text_embeddings(config, config.hidden_size)

    def layer(self, config: Any, index: int) -> Layer:
        """The layer of an index."""
        return layer(config, index)

    def pooler(self, config: Any) -> Pooler | None:
        """The pooling layer, which sentence tasks read."""
        return Pooler("pooler", Linear("dense", config.hidden_size, config.hidden_size))

    def scores(self, config: Any, at: str, size: int, **facts: Any) -> Vocabulary:
        """Scores of words, tied to the table of the embeddings unless the config says otherwise.

        Args:
            size: size of the states from which they are computed.
            facts: further fields of the block.
        """
        table = f"{self.base_prefix}.embeddings.word_embeddings.weight" if config.tie_word_embeddings else None
        return Vocabulary(at=at, inputs=size, words=config.vocab_size, table=table, **facts)

    def classifier_dropout(self, config: Any) -> float:
        """Dropout probability before a classifier: the config's if it has one, else that of hidden states."""
        stated = getattr(config, "classifier_dropout", None)
        return float(config.hidden_dropout_prob if stated is None else stated)

    def classifier(self, config: Any, reads: Reads, outputs: int, at: str = "classifier") -> Branch:
        """Dropout and one projection."""
        return Branch(reads, (Dropout(self.classifier_dropout(config)), Linear(at, config.hidden_size, outputs)))

    def sequence_classification(self, config: Any) -> Branch:
        """From the pooled output."""
        return self.classifier(config, Reads.POOLED, config.num_labels)

    def causal_lm(self, config: Any) -> Branch:
        """Scores of words, as for masked language modelling."""
        return self.masked_lm(config)

    def masked_lm(self, config: Any) -> Branch:
        """Scores of words.

        Raises:
            NotImplementedError: the family lists such a head, and does not define it.
        """
        raise NotImplementedError(f"{type(self).__name__} lists a head that scores words, but has no masked_lm")

    def token_classification(self, config: Any) -> Branch:
        """From each token."""
        return self.classifier(config, Reads.EACH, config.num_labels)

    def multiple_choice(self, config: Any) -> Branch:
        """From the pooled output."""
        return self.classifier(config, Reads.POOLED, 1)


def transform(config: Any, size: int, activation: str, norm: str = "LayerNorm") -> tuple[Step, ...]:
    """The steps before the scores of words in most families: `dense` to a size, an activation, a norm."""
    return Linear("dense", config.hidden_size, size), Activation(activation), Norm(norm, size, config.layer_norm_eps)


def two_layers(config: Any, at: str, dropout: float, hidden_act: str, outputs: int) -> Steps:
    """A small network on one state of each input: dropout, `dense`, an activation, dropout, `out_proj`."""
    size, drop = config.hidden_size, Dropout(dropout)
    return Steps(
        at, (drop, Linear("dense", size, size), Activation(hidden_act), drop, Linear("out_proj", size, outputs))
    )
