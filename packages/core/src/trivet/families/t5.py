"""T5: config and parameter list."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from trivet.errors import InvalidConfigError
from trivet.families.architecture import Architecture
from trivet.families.config import PretrainedConfig
from trivet.families.pruning import attended_size, pruned_heads
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
from trivet.families.spec import Specs, block, index_embedding, linear, raw, rms_norm, shared_embedding, tied, under

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


class T5Architecture(Architecture):
    """Parameters of T5. Its models with heads hold encoder and decoder themselves: there is no prefix."""

    model_type = "t5"
    config_class = T5Config
    base_prefix = ""
    heads = ("T5Model", "T5ForConditionalGeneration", "T5EncoderModel")
    omits: ClassVar[Mapping[str, tuple[str, ...]]] = {"T5EncoderModel": ("decoder",)}
    tasks: ClassVar[Mapping[str, str]] = {"pretraining": "T5ForConditionalGeneration"}

    def base_parameters(self, config: T5Config) -> Specs:
        """The shared embeddings, encoder, decoder."""
        yield from shared_embedding(config.vocab_size, config.d_model)
        yield from under("encoder", self._stack(config, config.num_layers))
        yield from under("decoder", self._stack(config, config.num_decoder_layers, is_decoder=True))

    def head_parameters(self, config: T5Config, head: str) -> Specs:
        """What follows the base model."""
        if head == "T5ForConditionalGeneration":
            owners = {"lm_head.weight": "shared.weight"} if config.tie_word_embeddings else {}
            yield from tied(linear("lm_head", config.d_model, config.vocab_size, bias=False), owners)

    def fields_apart(self, config: T5Config, names: Collection[str]) -> Mapping[str, Any]:
        """As of `Architecture`; the scale of the decoder's outputs stays what it is."""
        return {**super().fields_apart(config, names), "scale_decoder_outputs": config.scales_decoder_outputs}

    def _stack(self, config: T5Config, layers: int, *, is_decoder: bool = False) -> Specs:
        for index in range(layers):
            inner = config.num_heads * config.d_kv if is_decoder else attended_size(config, index, config.d_kv)
            yield from block(f"block.{index}", self._layer(config, inner, is_decoder, has_positions=index == 0))
        yield from rms_norm("final_layer_norm", config.d_model)

    def _layer(self, config: T5Config, inner: int, is_decoder: bool, has_positions: bool) -> Specs:
        yield from self._attention(config, inner, "layer.0.SelfAttention")
        if has_positions:
            buckets = config.relative_attention_num_buckets
            yield from index_embedding("layer.0.SelfAttention.relative_attention_bias", buckets, config.num_heads)
        yield from rms_norm("layer.0.layer_norm", config.d_model)
        if is_decoder:
            yield from self._attention(config, inner, "layer.1.EncDecAttention")
            if has_positions:  # the oldest files have a table that no model ever read
                table = (config.relative_attention_num_buckets, config.num_heads)
                yield from raw("layer.1.EncDecAttention.relative_attention_bias.weight", *table, buffer=True)
            yield from rms_norm("layer.1.layer_norm", config.d_model)
        last = "layer.2" if is_decoder else "layer.1"
        for name in ("wi_0", "wi_1") if config.is_gated_act else ("wi",):
            yield from linear(f"{last}.DenseReluDense.{name}", config.d_model, config.d_ff, bias=False)
        yield from linear(f"{last}.DenseReluDense.wo", config.d_ff, config.d_model, bias=False)
        yield from rms_norm(f"{last}.layer_norm", config.d_model)

    def _attention(self, config: T5Config, inner: int, name: str) -> Specs:
        for part in ("q", "k", "v"):
            yield from linear(f"{name}.{part}", config.d_model, inner, bias=False)
        yield from linear(f"{name}.o", inner, config.d_model, bias=False)
