"""The shared parts of DeBERTa and DeBERTa-v2: config fields, and blueprints of embeddings, attention and heads."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from trivet.families import encoders
from trivet.families import requirements as must
from trivet.families.blocks import (
    Activation,
    Attention,
    Branch,
    Disentangled,
    Dropout,
    Embedding,
    Layer,
    Linear,
    Norm,
    Reads,
    Steps,
    TextEmbeddings,
    Transformer,
)
from trivet.families.fields import field
from trivet.families.inputs import TEXT
from trivet.layout import Kind
from trivet.layout.dialect import number_lists

WORDS_TO_DISTANCES, DISTANCES_TO_WORDS = "c2p", "p2c"
_TYPES = (WORDS_TO_DISTANCES, DISTANCES_TO_WORDS)
_TENSORFLOW_NAMES = {"pos_key_proj": "pos_proj", "pos_query_proj": "pos_q_proj"}
_POS_ATT_TYPE = must.Requirement(
    "a list of 'c2p' and 'p2c'",
    lambda value: isinstance(value, list | tuple) and all(isinstance(each, str) for each in value),
)


class DisentangledConfig(encoders.PlainEncoderConfig):
    """Fields of the config.json of DeBERTa and DeBERTa-v2.

    Attributes:
        type_vocab_size: number of segments; 0 for none.
        relative_attention: whether scores depend on distances.
        max_relative_positions: the largest distance; by default `max_position_embeddings`.
        position_biased_input: whether positions are added to words.
        pos_att_type: `c2p` if queries are compared with distances, `p2c` if keys are; also both between `|`.
        embedding_size: size of the embeddings, which are projected to `hidden_size` if it differs.
        pooler_dropout, pooler_hidden_act, cls_dropout: of the classifier of sequences.
        legacy: whether scores of words have the names of `transformers` 4, else those of DeBERTa's own files.

    Raises:
        InvalidConfigError: (by `validate`) sizes do not fit together, or an option has no effect here.
    """

    derived_fields: ClassVar[tuple[str, ...]] = ("embedding_size", "pooler_hidden_size")
    type_vocab_size: int = field(must.integer(0, 2**16), default=0, after="max_position_embeddings", small=3)
    layer_norm_eps: float = 1e-7
    relative_attention: bool = field(must.FLAG, default=False, after="layer_norm_eps", small=True)
    max_relative_positions: int = field(must.integer(-1, 2**20), default=-1, after="relative_attention", small=9)
    pad_token_id: int | None = field(default=0, kw_only=True, after="max_relative_positions")
    position_biased_input: bool = field(must.FLAG, default=True, after="pad_token_id")
    pos_att_type: Any = field(_POS_ATT_TYPE.or_null(), default=None, after="position_biased_input", small=[*_TYPES])
    pooler_dropout: float = field(must.PROBABILITY, default=0, after="pos_att_type")
    pooler_hidden_act: str = field(must.ACTIVATION, default="gelu", after="pooler_dropout")
    embedding_size: int = field(must.WIDTH, default=None, kw_only=True)
    pooler_hidden_size: int = field(must.WIDTH, default=None, kw_only=True)
    cls_dropout: float | None = field(must.PROBABILITY.or_null(), default=None, kw_only=True)
    legacy: bool = field(must.FLAG, default=True, kw_only=True)

    def derive(self) -> None:
        """Sizes that are not set are the hidden size; types of attention in one string are a list."""
        for name in self.derived_fields:
            if getattr(self, name, None) is None:
                setattr(self, name, self.hidden_size)
        if isinstance(self.pos_att_type, str):
            self.pos_att_type = [each.strip() for each in self.pos_att_type.lower().split("|")]

    @property
    def largest_distance(self) -> int:
        """The largest distance with vectors of its own."""
        return self.max_relative_positions if self.max_relative_positions > 0 else self.max_position_embeddings

    def validate(self) -> None:
        """Refuse what the models here would compute wrongly."""
        super().validate()
        self.require_only("pooler_hidden_size", self.hidden_size)
        self.require_only("attention_head_size", self.hidden_size // self.num_attention_heads, None)


class DisentangledFamily(encoders.EncoderFamily):
    """An encoder with disentangled attention.

    Attributes:
        position_names: names of the projections of distances to keys and queries.
        key_bias: whether the first of them has a bias.
    """

    tasks: ClassVar = {"pretraining": "ForMaskedLM"}
    inputs: ClassVar = tuple(name for name in TEXT if name != "head_mask")
    position_names: ClassVar[tuple[str, str]]
    key_bias: ClassVar[bool] = True

    def distances(self, config: Any) -> Disentangled | None:
        """What scores take from distances; None if that is nothing.

        Raises:
            NotImplementedError: the family does not define it.
        """
        raise NotImplementedError(f"{type(self).__name__} does not define its distances")

    def distances_of(
        self, config: Any, *, buckets: int | None, norm: Norm | None, is_shared: bool
    ) -> Disentangled | None:
        """The block of a config's distances.

        Args:
            buckets: number of buckets of each sign.
            is_shared: whether the projections of words project distances.
        """
        if not config.relative_attention:
            return None
        types, span = config.pos_att_type or (), buckets or config.largest_distance
        return Disentangled(
            table=Embedding("rel_embeddings", 2 * span, config.hidden_size, Kind.HELD_EMBEDDING),
            norm=norm,
            max_distance=config.largest_distance,
            buckets=buckets,
            words_to_distances=WORDS_TO_DISTANCES in types,
            distances_to_words=DISTANCES_TO_WORDS in types,
            names=() if is_shared else self.position_names,
            key_bias=self.key_bias,
            dropout=config.hidden_dropout_prob,
        )

    def base(self, config: Any) -> Transformer:
        """The encoder holds the vectors of distances; there is no pooling layer."""
        base = super().base(config)
        return replace(base, stack=replace(base.stack, relative=self.distances(config)), masks_tokens=True)

    def pooler(self, config: Any) -> None:
        """None: heads read the first token."""

    def embeddings(self, config: Any) -> TextEmbeddings:
        """Embeddings of their own size, projected before the norm."""
        inner, size = config.embedding_size, config.hidden_size
        return encoders.text_embeddings(
            config,
            inner,
            **({} if config.position_biased_input else {"positions": None}),
            norm=Norm("LayerNorm", size, config.layer_norm_eps),
            project_sum=None if inner == size else Linear("embed_proj", inner, size, bias=False),
        )

    def layer(self, config: Any, index: int) -> Layer:
        """As in BERT, but for its attention."""
        layer = super().layer(config, index)
        attend, forward = layer.sublayers
        return Layer(layer.at, (replace(attend, inner=self.attention(config, index)), forward))

    def attention(self, config: Any, index: int, **facts: Any) -> Attention:
        """Scores are divided by the root of a head's size times the number of their summands."""
        types = [each for each in config.pos_att_type or () if each in _TYPES]
        size = config.hidden_size // config.num_attention_heads
        usual: dict[str, Any] = {
            "at": "self",
            "names": ("query_proj", "key_proj", "value_proj", "dense"),
            "scale": (size * (1 + len(types))) ** -0.5,
            "dropout": config.attention_probs_dropout_prob,
            "relative": self.distances(config),
            "prunable": False,
            "pruned": (),
        }
        return encoders.self_attention(config, index, **{**usual, **facts})

    def masked_lm(self, config: Any) -> Branch:
        """Scores of words."""
        size = config.embedding_size
        steps, words = (
            encoders.transform(config, size, config.hidden_act),
            self.scores(config, "decoder", size, outer_bias="bias"),
        )
        if config.legacy:
            return Branch(Reads.EACH, (Steps("cls.predictions", (Steps("transform", steps), words)),))
        return Branch(Reads.EACH, (Steps("lm_predictions.lm_head", (*steps, words)),))

    def classified(self, config: Any, outputs: int) -> Branch:
        """From the first token."""
        size, drop = config.hidden_size, config.cls_dropout
        pool = Dropout(config.pooler_dropout), Linear("dense", size, size), Activation(config.pooler_hidden_act)
        last = Dropout(config.hidden_dropout_prob if drop is None else drop), Linear("classifier", size, outputs)
        return Branch(Reads.FIRST, (Steps("pooler", pool), *last))

    def sequence_classification(self, config: Any) -> Branch:
        """From the first token."""
        return self.classified(config, config.num_labels)

    def multiple_choice(self, config: Any) -> Branch:
        """From the first token."""
        return self.classified(config, 1)

    def tensorflow_path(self, module: str) -> str:
        """TF models call the projections of distances as DeBERTa does in both families."""
        *path, name = number_lists(module).split("/")
        return "/".join([*path, _TENSORFLOW_NAMES.get(name, name)])
