"""What BART and its relatives share: the config's fields, and the parameters of encoder, decoder and heads."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from trivet.families.architecture import Architecture
from trivet.families.config import PretrainedConfig
from trivet.families.requirements import (
    ACTIVATION,
    FLAG,
    HEADS,
    LAYERS,
    NOT_NEGATIVE,
    POSITIONS,
    PROBABILITY,
    TOKENS,
    VOCABULARY,
    WIDTH,
    Requirement,
)
from trivet.families.spec import Specs, block, index_embedding, layer_norm, linear, raw, shared_embedding, tied, under
from trivet.layout import Kind, ParamSpec
from trivet.layout.dialect import dot_lists

if TYPE_CHECKING:
    import numpy as np


class Seq2SeqConfig(PretrainedConfig):
    """Fields of BART's config.json, which its relatives have too, and what their models have without saying so.

    Attributes:
        has_learned_positions: whether positions are learned (with two rows more than there are) or sines.
        has_embedding_norm: whether embeddings are normed.
        has_final_norm: whether encoder and decoder end with a norm.
        norms_first: whether each block's norm precedes it.
        scale_embedding: whether embeddings are multiplied by the root of `d_model`.

    Raises:
        InvalidConfigError: (by `validate`) sizes do not fit together, or an old file asks for another family's layout.
    """

    attribute_map: ClassVar[Mapping[str, str]] = {
        "hidden_size": "d_model",
        "num_attention_heads": "encoder_attention_heads",
        "num_hidden_layers": "encoder_layers",
    }
    requirements: ClassVar[Mapping[str, Requirement]] = {
        "vocab_size": VOCABULARY,
        "max_position_embeddings": POSITIONS,
        "encoder_layers": LAYERS,
        "encoder_ffn_dim": WIDTH,
        "encoder_attention_heads": HEADS,
        "decoder_layers": LAYERS,
        "decoder_ffn_dim": WIDTH,
        "decoder_attention_heads": HEADS,
        "encoder_layerdrop": PROBABILITY,
        "decoder_layerdrop": PROBABILITY,
        "activation_function": ACTIVATION,
        "d_model": WIDTH,
        "dropout": PROBABILITY,
        "attention_dropout": PROBABILITY,
        "activation_dropout": PROBABILITY,
        "init_std": NOT_NEGATIVE,
        "classifier_dropout": PROBABILITY,
        "scale_embedding": FLAG,
        "use_cache": FLAG,
        "forced_eos_token_id": TOKENS,
    }
    has_learned_positions: ClassVar[bool] = True
    has_embedding_norm: ClassVar[bool] = True
    has_final_norm: ClassVar[bool] = False
    norms_first: ClassVar[bool] = False

    def __init__(
        self,
        vocab_size: int = 50265,
        max_position_embeddings: int = 1024,
        encoder_layers: int = 12,
        encoder_ffn_dim: int = 4096,
        encoder_attention_heads: int = 16,
        decoder_layers: int = 12,
        decoder_ffn_dim: int = 4096,
        decoder_attention_heads: int = 16,
        encoder_layerdrop: float = 0.0,
        decoder_layerdrop: float = 0.0,
        activation_function: str = "gelu",
        d_model: int = 1024,
        dropout: float = 0.1,
        attention_dropout: float = 0.0,
        activation_dropout: float = 0.0,
        init_std: float = 0.02,
        classifier_dropout: float = 0.0,
        scale_embedding: bool = False,
        use_cache: bool = True,
        is_encoder_decoder: bool = True,
        decoder_start_token_id: int | None = None,
        forced_eos_token_id: int | list[int] | None = None,
        **kwargs: Any,
    ) -> None:
        self.vocab_size = vocab_size
        self.max_position_embeddings = max_position_embeddings
        self.encoder_layers = encoder_layers
        self.encoder_ffn_dim = encoder_ffn_dim
        self.encoder_attention_heads = encoder_attention_heads
        self.decoder_layers = decoder_layers
        self.decoder_ffn_dim = decoder_ffn_dim
        self.decoder_attention_heads = decoder_attention_heads
        self.encoder_layerdrop = encoder_layerdrop
        self.decoder_layerdrop = decoder_layerdrop
        self.activation_function = activation_function
        self.d_model = d_model
        self.dropout = dropout
        self.attention_dropout = attention_dropout
        self.activation_dropout = activation_dropout
        self.init_std = init_std
        self.classifier_dropout = classifier_dropout
        self.scale_embedding = scale_embedding
        self.use_cache = use_cache
        self.is_encoder_decoder = is_encoder_decoder
        self.decoder_start_token_id = decoder_start_token_id
        self.forced_eos_token_id = forced_eos_token_id
        super().__init__(**kwargs)

    @property
    def shares_embeddings(self) -> bool:
        """Whether encoder and decoder have one vocabulary."""
        return bool(getattr(self, "share_encoder_decoder_embeddings", True))

    @property
    def position_rows(self) -> int:
        """Rows of the table of positions."""
        return self.max_position_embeddings + (2 if self.has_learned_positions else 0)

    def _written(self, inner: Callable[[Any], Any]) -> dict[str, Any]:
        """Readers that know one number of layers find the encoder's."""
        return {**super()._written(inner), "num_hidden_layers": self.encoder_layers}

    def validate(self) -> None:
        """Refuse what the models here would compute wrongly."""
        self.validate_sizes()
        self.require_only("tie_encoder_decoder", False, None)
        self.require_multiple("d_model", "encoder_attention_heads")
        self.require_multiple("d_model", "decoder_attention_heads")
        # how the oldest files of these families told them apart
        self.require_only("normalize_before", self.norms_first, None)
        self.require_only("add_final_layer_norm", self.has_final_norm, None)
        self.require_only("normalize_embedding", self.has_embedding_norm, None)
        self.require_only("static_position_embeddings", not self.has_learned_positions, None)


class Seq2SeqArchitecture(Architecture):
    """Parameters of BART's relatives; a family names its heads and its config, and the config tells the rest."""

    base_prefix = "model"

    def base_parameters(self, config: Any) -> Specs:
        """The shared embeddings, encoder, decoder."""
        return under("model", self._modules(config))

    def head_parameters(self, config: Any, head: str) -> Specs:
        """What follows the base model."""
        size = config.d_model
        if head.endswith("ForSequenceClassification"):
            yield from linear("classification_head.dense", size, size)
            yield from linear("classification_head.out_proj", size, config.num_labels)
        elif head.endswith("ForQuestionAnswering"):
            yield from linear("qa_outputs", size, 2)
        else:
            yield from raw("final_logits_bias", 1, self.target_vocabulary(config))
            owners = {"lm_head.weight": self.output_owner(config)} if config.tie_word_embeddings else {}
            yield from tied(linear("lm_head", size, self.target_vocabulary(config), bias=False), owners)

    def tensorflow_path(self, module: str) -> str:
        """TF models name the items of lists with a dot, and have the shared embeddings within a layer of that name."""
        return "model.shared/model.shared" if module == "model.shared" else dot_lists(module)

    def target_vocabulary(self, config: Any) -> int:
        """How many words the decoder knows."""
        return int(config.vocab_size)

    def output_owner(self, config: Any) -> str:
        """What a tied head shares its memory with."""
        return "model.shared.weight"

    def embeddings(self, config: Any) -> Specs:
        """One vocabulary, for encoder and decoder alike; or `shared` for the encoder, and one of the decoder's own."""
        if config.shares_embeddings:
            yield from shared_embedding(config.vocab_size, config.d_model, beside=not config.tie_word_embeddings)
            return
        table = config.vocab_size, config.d_model
        owners = {"encoder.embed_tokens.weight": "shared.weight"}
        yield from index_embedding("shared", *table)
        yield from tied(index_embedding("encoder.embed_tokens", *table), owners, prevails=True, beside=True)
        yield from index_embedding("decoder.embed_tokens", *table)

    def fields_apart(self, config: Any, names: Collection[str]) -> Mapping[str, Any]:
        """As of `Architecture`; tables of encoder and decoder that differ need a vocabulary for each."""
        fields = dict(super().fields_apart(config, names))
        if any(name.endswith("embed_tokens.weight") for name in names):
            fields["share_encoder_decoder_embeddings"] = False
        return fields

    def computed(self, param: ParamSpec, dialect: str) -> np.ndarray[Any, Any] | None:
        """As of `Architecture`: in Flax the sines of `embed_positions`, which the other frameworks' models hold."""
        if dialect != "flax" or not param.buffer or not param.name.endswith("embed_positions.weight"):
            return None
        from trivet.families.sinusoids import sinusoids  # configs come without numpy

        return sinusoids(*param.shape)

    def _modules(self, config: Any) -> Specs:
        yield from self.embeddings(config)
        yield from under("encoder", self._stack(config, config.encoder_layers, config.encoder_ffn_dim))
        yield from under("decoder", self._stack(config, config.decoder_layers, config.decoder_ffn_dim, crosses=True))

    def _stack(self, config: Any, layers: int, inner: int, *, crosses: bool = False) -> Specs:
        yield from raw("version", 1, buffer=True)  # of the first library that had these models
        if config.has_learned_positions:
            yield from index_embedding("embed_positions", config.position_rows, config.d_model)
        else:
            # sines, which are computed; only some writers store them
            table = (config.position_rows, config.d_model)
            yield ParamSpec("embed_positions.weight", table, Kind.INDEX_EMBEDDING, buffer=True)
        for index in range(layers):
            yield from block(f"layers.{index}", self._layer(config.d_model, inner, crosses))
        if config.has_embedding_norm:
            yield from layer_norm("layernorm_embedding", config.d_model)
        if config.has_final_norm:
            yield from layer_norm("layer_norm", config.d_model)

    def _layer(self, size: int, inner: int, crosses: bool) -> Specs:
        for attention in ("self_attn", "encoder_attn") if crosses else ("self_attn",):
            for name in ("k_proj", "v_proj", "q_proj", "out_proj"):
                yield from linear(f"{attention}.{name}", size, size)
            yield from layer_norm(f"{attention}_layer_norm", size)
        yield from linear("fc1", size, inner)
        yield from linear("fc2", inner, size)
        yield from layer_norm("final_layer_norm", size)
