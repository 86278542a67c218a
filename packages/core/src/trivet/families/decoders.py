"""What Llama and its relatives share: the config's fields, and the parameters of one decoder with their options."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from trivet.errors import InvalidConfigError
from trivet.families.architecture import Architecture
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
    is_integer,
)
from trivet.families.rope import RotaryConfig
from trivet.families.spec import Specs, block, embedding, linear, raw, rms_norm, tied, under

SLIDING, FULL = "sliding_attention", "full_attention"


class DecoderConfig(RotaryConfig):
    """Fields of Llama's config.json, which its relatives have too, and what their models have without saying so.

    Attributes:
        has_qkv_bias, has_output_bias: whether attention's projections have biases.
        has_mlp_bias: whether the feed-forward's have.
        has_qk_norm: whether queries and keys are normed, head by head.
        has_feed_forward_norms: whether each layer norms what attention and feed-forward return too.

    Raises:
        InvalidConfigError: (by `validate`) sizes do not fit together, or a feature is not implemented.
    """

    has_qk_norm: ClassVar[bool] = False
    has_feed_forward_norms: ClassVar[bool] = False
    requirements: ClassVar[Mapping[str, Requirement]] = {
        "vocab_size": VOCABULARY,
        "hidden_size": WIDTH,
        "intermediate_size": WIDTH,
        "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS,
        "num_key_value_heads": HEADS,
        "head_dim": WIDTH,
        "hidden_act": ACTIVATION,
        "max_position_embeddings": SIZE,
        "initializer_range": NOT_NEGATIVE,
        "rms_norm_eps": NOT_NEGATIVE,
        "use_cache": FLAG,
        "attention_dropout": PROBABILITY,
        "attention_bias": FLAG,
        "mlp_bias": FLAG,
        "sliding_window": SIZE.or_null(),
    }
    derived_fields: ClassVar[tuple[str, ...]] = ("head_dim", "layer_types")

    def __init__(
        self,
        vocab_size: int = 32000,
        hidden_size: int = 4096,
        intermediate_size: int = 11008,
        num_hidden_layers: int = 32,
        num_attention_heads: int = 32,
        num_key_value_heads: int | None = None,
        head_dim: int | None = None,
        hidden_act: str = "silu",
        max_position_embeddings: int = 2048,
        initializer_range: float = 0.02,
        rms_norm_eps: float = 1e-6,
        use_cache: bool = True,
        rope_theta: float = 10000.0,
        rope_scaling: dict[str, Any] | None = None,
        attention_dropout: float = 0.0,
        tie_word_embeddings: bool = False,
        **kwargs: Any,
    ) -> None:
        self.vocab_size = vocab_size
        self.hidden_size = hidden_size
        self.intermediate_size = intermediate_size
        self.num_hidden_layers = num_hidden_layers
        self.num_attention_heads = num_attention_heads
        self.num_key_value_heads: int = num_attention_heads if num_key_value_heads is None else num_key_value_heads
        if head_dim is None and is_integer(hidden_size) and is_integer(num_attention_heads) and num_attention_heads > 0:
            head_dim = hidden_size // num_attention_heads
        self.head_dim = head_dim  # type: ignore[assignment]  # None is refused when sizes are asked for
        self.hidden_act = hidden_act
        self.max_position_embeddings = max_position_embeddings
        self.initializer_range = initializer_range
        self.rms_norm_eps = rms_norm_eps
        self.use_cache = use_cache
        self.rope_theta = rope_theta
        self.rope_scaling = rope_scaling
        self.attention_dropout = attention_dropout
        super().__init__(tie_word_embeddings=tie_word_embeddings, **kwargs)

    @property
    def has_qkv_bias(self) -> bool:
        """Whether the projections to queries, keys and values have biases."""
        return bool(getattr(self, "attention_bias", False))

    @property
    def has_output_bias(self) -> bool:
        """Whether attention's output projection has one."""
        return bool(getattr(self, "attention_bias", False))

    @property
    def has_mlp_bias(self) -> bool:
        """Whether the feed-forward's projections have biases."""
        return bool(getattr(self, "mlp_bias", False))

    @property
    def attention_scale(self) -> float:
        """What scores are multiplied by before the softmax."""
        return float(self.head_dim**-0.5)

    @property
    def layer_windows(self) -> tuple[int | None, ...]:
        """For each layer how many tokens, itself included, each token sees; None where it sees all before it."""
        window = getattr(self, "sliding_window", None)
        return tuple(window if kind == SLIDING else None for kind in self._layer_kinds())

    def _layer_kinds(self) -> tuple[str, ...]:
        stated = getattr(self, "layer_types", None)
        return (FULL,) * self.num_hidden_layers if stated is None else tuple(stated)

    def _derived(self, name: str) -> Any:
        return list(self._layer_kinds()) if name == "layer_types" else super()._derived(name)

    def validate(self) -> None:
        """Refuse what the models here would compute wrongly."""
        self.validate_sizes()
        self.require_multiple("num_attention_heads", "num_key_value_heads")
        if self.head_dim % 2:
            raise InvalidConfigError(
                f"head_dim ({self.head_dim}) is not even, but is turned in pairs", field="head_dim"
            )
        self.validate_rope()
        stated = getattr(self, "layer_types", None)
        kinds = self._layer_kinds() if stated is None or isinstance(stated, list | tuple) else ()
        if len(kinds) != self.num_hidden_layers or not all(kind in (SLIDING, FULL) for kind in kinds):
            reason = f"layer_types must name {SLIDING!r} or {FULL!r} for each of {self.num_hidden_layers} layers"
            raise InvalidConfigError(reason, field="layer_types")


class DecoderArchitecture(Architecture):
    """Parameters of Llama's relatives; a family names its heads and its config, and the config tells the rest."""

    base_prefix = "model"

    def base_parameters(self, config: DecoderConfig) -> Specs:
        """Embeddings, layers, the last norm."""
        return under("model", self._modules(config))

    def head_parameters(self, config: DecoderConfig, head: str) -> Specs:
        """What follows the base model."""
        if head.endswith("ForCausalLM"):
            owners = {"lm_head.weight": "model.embed_tokens.weight"} if config.tie_word_embeddings else {}
            yield from tied(linear("lm_head", config.hidden_size, config.vocab_size, bias=False), owners)
        else:
            yield from linear("score", config.hidden_size, config.num_labels, bias=False)

    def _modules(self, config: DecoderConfig) -> Specs:
        yield from embedding("embed_tokens", config.vocab_size, config.hidden_size)
        for index in range(config.num_hidden_layers):
            yield from block(f"layers.{index}", self._attention(config), self._rest(config))
        yield from rms_norm("norm", config.hidden_size)

    def _attention(self, config: DecoderConfig) -> Specs:
        queries = config.num_attention_heads * config.head_dim
        keys = config.num_key_value_heads * config.head_dim
        for name, size in (("q", queries), ("k", keys), ("v", keys)):
            yield from linear(f"self_attn.{name}_proj", config.hidden_size, size, bias=config.has_qkv_bias)
        yield from linear("self_attn.o_proj", queries, config.hidden_size, bias=config.has_output_bias)
        if config.has_qk_norm:
            yield from rms_norm("self_attn.q_norm", config.head_dim)
            yield from rms_norm("self_attn.k_norm", config.head_dim)
        yield from raw("self_attn.rotary_emb.inv_freq", config.head_dim // 2, buffer=True)

    def _rest(self, config: DecoderConfig) -> Specs:
        yield from linear("mlp.gate_proj", config.hidden_size, config.intermediate_size, bias=config.has_mlp_bias)
        yield from linear("mlp.up_proj", config.hidden_size, config.intermediate_size, bias=config.has_mlp_bias)
        yield from linear("mlp.down_proj", config.intermediate_size, config.hidden_size, bias=config.has_mlp_bias)
        names = ["input_layernorm", "post_attention_layernorm"]
        if config.has_feed_forward_norms:
            names += ["pre_feedforward_layernorm", "post_feedforward_layernorm"]
        for name in names:
            yield from rms_norm(name, config.hidden_size)
