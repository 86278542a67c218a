"""T5: config and parameter list."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from trivet.errors import InvalidConfigError
from trivet.families.blocks import (
    Attention,
    Branch,
    Embedding,
    EncoderDecoder,
    FeedForward,
    Layer,
    Leftover,
    Norm,
    Reads,
    RelativeBias,
    Residual,
    Stack,
    TextEmbeddings,
    Transformer,
    Vocabulary,
)
from trivet.families.config import PretrainedConfig
from trivet.families.family import Family
from trivet.families.heads import CONDITIONAL_GENERATION, ENCODER_ALONE
from trivet.families.inputs import SEQ2SEQ
from trivet.families.pruning import pruned_heads
from trivet.families.requirements import (
    ACTIVATION,
    FLAG,
    HEADS,
    LAYERS,
    NOT_NEGATIVE,
    PROBABILITY,
    SIZE,
    VOCABULARY,
    WIDTH,
    Requirement,
    integer,
)
from trivet.layout.params import Role

_PROJECTION = Requirement(
    "an activation or gated-<activation>",
    lambda value: isinstance(value, str) and ACTIVATION.fits(value.removeprefix("gated-")),
)


class T5Config(PretrainedConfig):
    """Configuration of a T5 model (Raffel et al., 2019, https://arxiv.org/abs/1910.10683).

    Attributes:
        d_kv: size of each head, which need not be `d_model / num_heads`.
        feed_forward_proj: an activation, or `gated-` and an activation; `gated-gelu` means the tanh form, `gelu_new`.
        dense_act_fn, is_gated_act: the two parts of `feed_forward_proj`.
        scale_decoder_outputs: whether states are divided by the root of `d_model` before the head. None, and every file
            that does not say, goes by `tie_word_embeddings`.

    Raises:
        InvalidConfigError: (by `validate`) sizes are none, or `feed_forward_proj` is neither form.
    """

    model_type: ClassVar[str] = "t5"
    attribute_map: ClassVar[Mapping[str, str]] = {
        "hidden_size": "d_model",
        "num_attention_heads": "num_heads",
        "num_hidden_layers": "num_layers",
        "head_dim": "d_kv",
    }
    requirements: ClassVar[Mapping[str, Requirement]] = {
        "vocab_size": VOCABULARY,
        "d_model": WIDTH,
        "d_kv": WIDTH,
        "d_ff": WIDTH,
        "num_layers": LAYERS,
        "num_decoder_layers": LAYERS,
        "num_heads": HEADS,
        "relative_attention_num_buckets": integer(1, 2**20),
        "relative_attention_max_distance": SIZE,
        "dropout_rate": PROBABILITY,
        "layer_norm_epsilon": NOT_NEGATIVE,
        "initializer_factor": NOT_NEGATIVE,
        "feed_forward_proj": _PROJECTION,
        "use_cache": FLAG,
        "classifier_dropout": PROBABILITY,
        "scale_decoder_outputs": FLAG,
        "is_gated_act": FLAG,
        "dense_act_fn": ACTIVATION,
    }
    derived_fields: ClassVar[tuple[str, ...]] = ("is_gated_act", "dense_act_fn")

    def __init__(
        self,
        vocab_size: int = 32128,
        d_model: int = 512,
        d_kv: int = 64,
        d_ff: int = 2048,
        num_layers: int = 6,
        num_decoder_layers: int | None = None,
        num_heads: int = 8,
        relative_attention_num_buckets: int = 32,
        relative_attention_max_distance: int = 128,
        dropout_rate: float = 0.1,
        layer_norm_epsilon: float = 1e-6,
        initializer_factor: float = 1.0,
        feed_forward_proj: str = "relu",
        is_encoder_decoder: bool = True,
        use_cache: bool = True,
        pad_token_id: int | None = 0,
        eos_token_id: int | list[int] | None = 1,
        classifier_dropout: float = 0.0,
        scale_decoder_outputs: bool | None = None,
        **kwargs: Any,
    ) -> None:
        self.vocab_size = vocab_size
        self.d_model = d_model
        self.d_kv = d_kv
        self.d_ff = d_ff
        self.num_layers = num_layers
        self.num_decoder_layers = num_layers if num_decoder_layers is None else num_decoder_layers
        self.num_heads = num_heads
        self.relative_attention_num_buckets = relative_attention_num_buckets
        self.relative_attention_max_distance = relative_attention_max_distance
        self.dropout_rate = dropout_rate
        self.layer_norm_epsilon = layer_norm_epsilon
        self.initializer_factor = initializer_factor
        self.feed_forward_proj = feed_forward_proj
        named = str(feed_forward_proj)
        self.is_gated_act = named.startswith("gated-")
        self.dense_act_fn = named.removeprefix("gated-")
        if feed_forward_proj == "gated-gelu":
            self.dense_act_fn = "gelu_new"
        self.is_encoder_decoder = is_encoder_decoder
        self.use_cache = use_cache
        self.classifier_dropout = classifier_dropout
        self.scale_decoder_outputs = scale_decoder_outputs
        super().__init__(pad_token_id=pad_token_id, eos_token_id=eos_token_id, **kwargs)

    @property
    def scales_decoder_outputs(self) -> bool:
        """Whether states are divided by the root of `d_model` before the head."""
        stated = self.scale_decoder_outputs
        return self.tie_word_embeddings if stated is None else stated

    def to_dict(self) -> dict[str, Any]:
        """As of `PretrainedConfig`. What is not stated is left out: other readers take a null for no scale."""
        fields = super().to_dict()
        if self.scale_decoder_outputs is None:
            fields.pop("scale_decoder_outputs", None)
        return fields

    def validate(self) -> None:
        """Refuse what the models here would compute wrongly."""
        self.validate_sizes()
        pruned_heads(self)
        self.require_only("tie_encoder_decoder", False, None)
        for field in ("num_layers", "num_decoder_layers"):
            if getattr(self, field) == 0:
                reason = f"{field} is 0, but the first layer holds the relative positions of all"
                raise InvalidConfigError(reason, field=field)
        if self.relative_attention_num_buckets < 4:
            reason = f"relative_attention_num_buckets must be at least 4, not {self.relative_attention_num_buckets}"
            raise InvalidConfigError(reason, field="relative_attention_num_buckets")


class T5(Family):
    """T5 and its heads, which hold encoder and decoder themselves: there is no prefix."""

    model_type, config_class, base_prefix = "t5", T5Config, ""
    name, title = "T5", "T5"
    inputs = SEQ2SEQ
    kinds = (CONDITIONAL_GENERATION, ENCODER_ALONE)
    tasks: ClassVar[Mapping[str, str]] = {"pretraining": "ForConditionalGeneration"}

    def base(self, config: T5Config) -> EncoderDecoder:
        """The shared embeddings, encoder, decoder."""
        encoder, decoder = self._side(config, "encoder"), self._side(config, "decoder")
        shared = replace(encoder.embeddings.words, at="shared")
        return EncoderDecoder(
            encoder=encoder, decoder=decoder, shared=shared, one_head_mask=True, std=config.initializer_factor
        )

    def _side(self, config: T5Config, at: str) -> Transformer:
        layers = config.num_layers if at == "encoder" else config.num_decoder_layers
        std = config.initializer_factor
        table = Embedding("embed_tokens", config.vocab_size, config.d_model, std=std, role=Role.VOCAB)
        return Transformer(
            at=at,
            embeddings=TextEmbeddings(words=table, dropout=config.dropout_rate),
            stack=Stack(
                layers=tuple(self._layer(config, index, at == "decoder") for index in range(layers)),
                norm=self._norm(config, "final_layer_norm"),
                dropout=config.dropout_rate,
            ),
            std=std,
        )

    def _norm(self, config: T5Config, at: str) -> Norm:
        eps, initial = config.layer_norm_epsilon, config.initializer_factor
        return Norm(at, config.d_model, eps, rms=True, initial=initial, in_weight_dtype=True)

    def _layer(self, config: T5Config, index: int, is_decoder: bool) -> Layer:
        buckets, heads, size = config.relative_attention_num_buckets, config.num_heads, config.d_model
        table = Embedding("relative_attention_bias", buckets, heads, std=config.initializer_factor * size**-0.5)
        distances = RelativeBias(table, config.relative_attention_max_distance, bidirectional=not is_decoder)
        own = replace(
            self._attention(config, "SelfAttention"),
            causal=is_decoder,
            relative=distances if index == 0 else None,
            prunable=not is_decoder,
            pruned=() if is_decoder else tuple(pruned_heads(config).get(index, ())),
        )
        cross = replace(self._attention(config, "EncDecAttention"), crosses=True)
        forward = self._feed_forward(config)
        inner: tuple[Attention | FeedForward, ...] = (own, cross, forward) if is_decoder else (own, forward)
        unread = Leftover("layer.1.EncDecAttention.relative_attention_bias.weight", (buckets, heads))
        return Layer(
            f"block.{index}",
            tuple(
                Residual(
                    at=f"layer.{place}",
                    inner=each,
                    before=self._norm(config, "layer_norm"),
                    dropout=config.dropout_rate,
                    bounded=True,
                )
                for place, each in enumerate(inner)
            ),
            (unread,) if is_decoder and index == 0 else (),  # of the oldest files
        )

    def _attention(self, config: T5Config, at: str) -> Attention:
        size, head, factor = config.d_model, config.d_kv, config.initializer_factor
        # The scores are not scaled: the initial queries are.
        stds = (size * head) ** -0.5, size**-0.5, size**-0.5, (config.num_heads * head) ** -0.5
        return Attention(
            at=at,
            names=("q", "k", "v", "o"),
            size=size,
            heads=config.num_heads,
            head_size=head,
            scale=1.0,
            bias=False,
            output_bias=False,
            dropout=config.dropout_rate,
            stds=tuple(factor * std for std in stds),
        )

    def _feed_forward(self, config: T5Config) -> FeedForward:
        names = ("wi_0", "wi_1", "wo") if config.is_gated_act else ("wi", "wo")
        into = config.initializer_factor * config.d_model**-0.5
        return FeedForward(
            at="DenseReluDense",
            names=names,
            size=config.d_model,
            inner=config.d_ff,
            activation=config.dense_act_fn,
            bias=False,
            dropout=config.dropout_rate,
            last_in_float32=True,
            stds=(*(into,) * (len(names) - 1), config.initializer_factor * config.d_ff**-0.5),
        )

    def conditional_generation(self, config: T5Config) -> Branch:
        """Scores of words."""
        words = Vocabulary(
            at="lm_head",
            inputs=config.d_model,
            words=config.vocab_size,
            table="shared.weight" if config.tie_word_embeddings else None,
            scale=config.d_model**-0.5 if config.scales_decoder_outputs else None,
            std=config.initializer_factor,
        )
        return Branch(Reads.EACH, (words,))

    def fields_apart(self, config: T5Config, names: Collection[str]) -> Mapping[str, Any]:
        """As of `Architecture`; the scale of the decoder's outputs stays what it is."""
        return {**super().fields_apart(config, names), "scale_decoder_outputs": config.scales_decoder_outputs}
