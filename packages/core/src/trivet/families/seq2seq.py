"""The shared parts of BART and related families: config fields, and blueprints of encoder, decoder and heads."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from trivet.families import requirements as must
from trivet.families.blocks import (
    Attention,
    Branch,
    Embedding,
    Embeddings,
    EncoderDecoder,
    FeedForward,
    Layer,
    Learned,
    Leftover,
    Norm,
    Reads,
    Residual,
    Shift,
    Sines,
    Stack,
    TextEmbeddings,
    Transformer,
    Vocabulary,
)
from trivet.families.config import PretrainedConfig
from trivet.families.encoders import two_layers, words
from trivet.families.family import Family
from trivet.families.fields import field
from trivet.families.heads import (
    CONDITIONAL_GENERATION,
    DECODER_ALONE,
    SEQ2SEQ_CLASSIFICATION,
    SEQ2SEQ_QUESTION_ANSWERING,
    HeadKind,
)
from trivet.families.inputs import SEQ2SEQ, TF_SEQ2SEQ
from trivet.layout import ParamSpec
from trivet.layout.dialect import dot_lists

if TYPE_CHECKING:
    import numpy as np


EPS = 1e-5
"""Epsilon of all norms."""


class Seq2SeqConfig(PretrainedConfig):
    """Fields of the config.json of BART and related families, and facts of their models that are not in config.json.

    Attributes:
        has_learned_positions: whether positions are learned or sines.
        skipped_positions: number of unused rows at the start of the table of learned positions.
        has_embedding_norm: whether embeddings are normed.
        has_final_norm: whether encoder and decoder end with a norm.
        norms_first: whether each block's norm precedes it.
        scale_embedding: whether embeddings are multiplied by the root of `d_model`.

    Raises:
        InvalidConfigError: (by `validate`) sizes do not fit together, or an old file is of another family.
    """

    has_learned_positions: ClassVar[bool] = True
    skipped_positions: ClassVar[int] = 2
    has_embedding_norm: ClassVar[bool] = True
    has_final_norm: ClassVar[bool] = False
    norms_first: ClassVar[bool] = False
    keys_to_ignore_at_inference: ClassVar = ["past_key_values"]

    vocab_size: int = field(must.VOCABULARY, default=50265)
    max_position_embeddings: int = field(must.POSITIONS, default=1024)
    encoder_layers: int = field(must.LAYERS, default=12, also="num_hidden_layers")
    encoder_ffn_dim: int = field(must.WIDTH, default=4096)
    encoder_attention_heads: int = field(must.HEADS, default=16, also="num_attention_heads")
    decoder_layers: int = field(must.LAYERS, default=12, small=1)
    decoder_ffn_dim: int = field(must.WIDTH, default=4096, small=28)
    decoder_attention_heads: int = field(must.HEADS, default=16, small=2)
    encoder_layerdrop: float = field(must.PROBABILITY, default=0.0)
    decoder_layerdrop: float = field(must.PROBABILITY, default=0.0)
    use_cache: bool = field(must.FLAG, default=True)
    is_encoder_decoder: bool = field(default=True, kw_only=True, after="use_cache")
    activation_function: str = field(must.ACTIVATION, default="gelu")
    d_model: int = field(must.WIDTH, default=1024, also="hidden_size")
    dropout: float = field(must.PROBABILITY, default=0.1)
    attention_dropout: float = field(must.PROBABILITY, default=0.0)
    activation_dropout: float = field(must.PROBABILITY, default=0.0)
    init_std: float = field(must.NOT_NEGATIVE, default=0.02)
    classifier_dropout: float = field(must.PROBABILITY, default=0.0, kw_only=True)
    scale_embedding: bool = field(must.FLAG, default=False, kw_only=True)
    forced_eos_token_id: int | list[int] | None = field(must.TOKENS, default=None, kw_only=True)

    @property
    def shares_embeddings(self) -> bool:
        """Whether encoder and decoder have one vocabulary."""
        return bool(getattr(self, "share_encoder_decoder_embeddings", True))

    @property
    def position_rows(self) -> int:
        """Rows of the table of positions."""
        return self.max_position_embeddings + (self.skipped_positions if self.has_learned_positions else 0)

    def _written(self, inner: Callable[[Any], Any]) -> dict[str, Any]:
        """Adds `num_hidden_layers`, the encoder's, for readers that expect one number of layers."""
        return {**super()._written(inner), "num_hidden_layers": self.encoder_layers}

    def validate(self) -> None:
        """Refuse configs that the models do not support."""
        self.validate_sizes()
        self.require_only("tie_encoder_decoder", False, None)
        self.require_multiple("d_model", "encoder_attention_heads")
        self.require_multiple("d_model", "decoder_attention_heads")
        # by which the oldest files distinguish these families
        self.require_only("normalize_before", self.norms_first, None)
        self.require_only("add_final_layer_norm", self.has_final_norm, None)
        self.require_only("normalize_embedding", self.has_embedding_norm, None)
        self.require_only("static_position_embeddings", not self.has_learned_positions, None)


class Seq2SeqFamily(Family):
    """BART and related families: one encoder-decoder, whose options are set by the family or by the config.

    Attributes:
        shift, reads_source: as for `EncoderDecoder`.
    """

    base_prefix = "model"
    shift: ClassVar[Shift] = Shift.START
    reads_source: ClassVar[bool] = False
    side_names = ("Encoder", "Decoder")
    inputs: ClassVar[tuple[str, ...]] = SEQ2SEQ
    tensorflow_order: ClassVar[tuple[str, ...]] = TF_SEQ2SEQ
    kinds: ClassVar[tuple[HeadKind, ...]] = (
        CONDITIONAL_GENERATION,
        SEQ2SEQ_CLASSIFICATION,
        SEQ2SEQ_QUESTION_ANSWERING,
        DECODER_ALONE,
    )

    def base(self, config: Any) -> EncoderDecoder:
        """The shared embeddings, encoder and decoder."""
        encoder, decoder = self.side(config, "encoder"), self.side(config, "decoder")
        shared = replace(encoder.tokens.words, at="shared", scale=None)
        if config.shares_embeddings:
            apart: dict[str, Any] = {"beside": not config.tie_word_embeddings}
        else:  # the encoder has the shared one, the decoder its own
            apart = {"ties": ("encoder",), "prevails": ("encoder",), "beside": True}
        return EncoderDecoder(
            encoder=encoder,
            decoder=decoder,
            shared=shared,
            shift=self.shift,
            reads_source=self.reads_source,
            std=config.init_std,
            **apart,
        )

    def side(self, config: Any, at: str) -> Transformer:
        """The encoder or the decoder."""
        layers = getattr(config, f"{at}_layers")
        stack = Stack(
            layers=tuple(Layer(f"layers.{index}", self.layer(config, at)) for index in range(layers)),
            norm=Norm("layer_norm", config.d_model, EPS) if config.has_final_norm else None,
            layerdrop=getattr(config, f"{at}_layerdrop"),
            leftovers=(Leftover("version", (1,)),),  # of the first library that had these models
        )
        return Transformer(at=at, embeddings=self.embeddings(config, at), stack=stack, std=config.init_std)

    def embeddings(self, config: Any, at: str) -> Embeddings:
        """Words and positions of a side."""
        size = config.d_model
        scale = math.sqrt(size) if config.scale_embedding else None
        table = Embedding("embed_positions", config.position_rows, size)
        learned = Learned(table, skipped=config.skipped_positions)
        return TextEmbeddings(
            words=words(config, "embed_tokens", size, scale=scale),
            positions=learned if config.has_learned_positions else Sines(table),
            norm=Norm("layernorm_embedding", size, EPS) if config.has_embedding_norm else None,
            dropout=config.dropout,
        )

    def layer(self, config: Any, side: str) -> tuple[Residual, ...]:
        """Self-attention, in the decoder cross-attention, feed-forward."""
        size, first = config.d_model, config.norms_first
        heads = getattr(config, f"{side}_attention_heads")

        def residual(inner: Attention | FeedForward, at: str, **facts: Any) -> Residual:
            norm = Norm(at, size, EPS)
            place: Any = {"before": norm} if first else {"last": norm}
            return Residual(inner=inner, dropout=config.dropout, **place, **facts)

        own = Attention(
            at="self_attn",
            names=("q_proj", "k_proj", "v_proj", "out_proj"),
            size=size,
            heads=heads,
            head_size=size // heads,
            scale=(size // heads) ** -0.5,
            dropout=config.attention_dropout,
            causal=side == "decoder",
        )
        cross = replace(own, at="encoder_attn", causal=False, crosses=True)
        forward = FeedForward(
            at="",
            names=("fc1", "fc2"),
            size=size,
            inner=getattr(config, f"{side}_ffn_dim"),
            activation=config.activation_function,
            dropout=config.activation_dropout,
        )
        attentions = [residual(own, "self_attn_layer_norm")]
        if side == "decoder":
            attentions.append(residual(cross, "encoder_attn_layer_norm"))
        return (*attentions, residual(forward, "final_layer_norm", bounded=True))

    def conditional_generation(self, config: Any) -> Branch:
        """Scores of words."""
        words = Vocabulary(
            at="lm_head",
            inputs=config.d_model,
            words=self.target_vocabulary(config),
            table=self.output_owner(config) if config.tie_word_embeddings else None,
            added="final_logits_bias",
        )
        return Branch(Reads.EACH, (words,))

    def causal_lm(self, config: Any) -> Branch:
        """Scores of words, for the stand-alone decoder."""
        words = Vocabulary(
            at="lm_head",
            inputs=config.d_model,
            words=self.target_vocabulary(config),
            table="model.decoder.embed_tokens.weight" if config.tie_word_embeddings else None,
        )
        return Branch(Reads.EACH, (words,))

    def sequence_classification(self, config: Any) -> Branch:
        """From the state at the last end-of-sequence token."""
        outputs, dropout = config.num_labels, config.classifier_dropout
        return Branch(Reads.END, (two_layers(config, "classification_head", dropout, "tanh", outputs),))

    def tensorflow_path(self, module: str) -> str:
        """TF models number list items with a dot, and have the shared embeddings in a layer of that name."""
        return "model.shared/model.shared" if module == "model.shared" else dot_lists(module)

    def target_vocabulary(self, config: Any) -> int:
        """Size of the decoder's vocabulary."""
        return int(config.vocab_size)

    def output_owner(self, config: Any) -> str:
        """Name of the parameter whose memory a tied head shares."""
        return "model.shared.weight"

    def fields_apart(self, config: Any, names: Collection[str]) -> Mapping[str, Any]:
        """As for `Family`; different embeddings of encoder and decoder need a vocabulary for each."""
        fields = dict(super().fields_apart(config, names))
        if any(name.endswith("embed_tokens.weight") for name in names):
            fields["share_encoder_decoder_embeddings"] = False
        return fields

    def computed(self, param: ParamSpec, dialect: str) -> np.ndarray[Any, Any] | None:
        """As for `Family`: in Flax the sines of `embed_positions`, which the other frameworks' models hold."""
        if dialect != "flax" or not param.buffer or not param.name.endswith("embed_positions.weight"):
            return None
        from trivet.families.sinusoids import sinusoids  # configs do not import numpy

        return sinusoids(*param.shape)
