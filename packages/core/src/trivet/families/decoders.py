"""What Llama and its relatives share: the config's fields, and the parameters of one decoder with their options."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from trivet.errors import InvalidConfigError
from trivet.families.blocks import (
    Attention,
    Branch,
    FeedForward,
    Layer,
    Linear,
    Norm,
    Reads,
    Residual,
    Rotary,
    Stack,
    TextEmbeddings,
    Transformer,
    Vocabulary,
)
from trivet.families.encoders import words
from trivet.families.family import Family
from trivet.families.heads import CAUSAL_LM, LAST_TOKEN_CLASSIFICATION, HeadKind
from trivet.families.inputs import CAUSAL
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
from trivet.layout import Kind

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


class DecoderFamily(Family):
    """Llama and its relatives: one decoder, whose options are facts of the family or of the config.

    Attributes:
        norm_offset: what is added to the stored weights of norms.
        heads_normed: whether queries and keys are normed, head by head.
        norms_results: whether each layer norms what attention and feed-forward return too.
        scales_words: whether embedded words are multiplied with the root of their size.
    """

    base_prefix = "model"
    inputs = CAUSAL
    kinds: ClassVar[tuple[HeadKind, ...]] = (CAUSAL_LM, LAST_TOKEN_CLASSIFICATION)
    norm_offset: ClassVar[float] = 0.0
    heads_normed: ClassVar[bool] = False
    norms_results: ClassVar[bool] = False
    scales_words: ClassVar[bool] = False

    def base(self, config: DecoderConfig) -> Transformer:
        """Embeddings, layers, the last norm."""
        size = config.hidden_size
        scale = size**0.5 if self.scales_words else None
        table = words(config, "embed_tokens", size, Kind.EMBEDDING, scale=scale)
        layers = tuple(
            Layer(f"layers.{index}", self.layer(config, window)) for index, window in enumerate(config.layer_windows)
        )
        return Transformer(
            embeddings=TextEmbeddings(words=table),
            stack=Stack(layers=layers, norm=self.norm(config, "norm")),
            std=config.initializer_range,
        )

    def norm(self, config: DecoderConfig, at: str, size: int | None = None) -> Norm:
        """The family's norm, of states or of another size."""
        initial = 1.0 - self.norm_offset
        return Norm(at, size or config.hidden_size, config.rms_norm_eps, True, self.norm_offset, initial)

    def attention(self, config: DecoderConfig, window: int | None) -> Attention:
        """Causal, with grouped heads and rotary positions."""
        size = config.head_dim
        norms = self.norm(config, "q_norm", size), self.norm(config, "k_norm", size)
        return Attention(
            at="self_attn",
            names=("q_proj", "k_proj", "v_proj", "o_proj"),
            size=config.hidden_size,
            heads=config.num_attention_heads,
            key_heads=config.num_key_value_heads,
            head_size=size,
            scale=config.attention_scale,
            bias=config.has_qkv_bias,
            output_bias=config.has_output_bias,
            softcap=getattr(config, "attn_logit_softcapping", None),
            dropout=config.attention_dropout,
            causal=True,
            window=window,
            rotary=Rotary(size),
            head_norms=norms if self.heads_normed else None,
        )

    def feed_forward(self, config: DecoderConfig) -> FeedForward:
        """With a gate."""
        return FeedForward(
            at="mlp",
            names=("gate_proj", "up_proj", "down_proj"),
            size=config.hidden_size,
            inner=config.intermediate_size,
            activation=config.hidden_act,
            bias=config.has_mlp_bias,
        )

    def layer(self, config: DecoderConfig, window: int | None) -> tuple[Residual, ...]:
        """A norm before either sublayer, and in some families one after."""

        def norm(at: str) -> Norm:
            return self.norm(config, at)

        attention, forward = self.attention(config, window), self.feed_forward(config)
        if not self.norms_results:
            return (
                Residual(inner=attention, before=norm("input_layernorm")),
                Residual(inner=forward, before=norm("post_attention_layernorm")),
            )
        return (
            Residual(inner=attention, before=norm("input_layernorm"), after=norm("post_attention_layernorm")),
            Residual(inner=forward, before=norm("pre_feedforward_layernorm"), after=norm("post_feedforward_layernorm")),
        )

    def causal_lm(self, config: DecoderConfig) -> Branch:
        """Scores of words."""
        words = Vocabulary(
            at="lm_head",
            inputs=config.hidden_size,
            words=config.vocab_size,
            table="model.embed_tokens.weight" if config.tie_word_embeddings else None,
            cap=getattr(config, "final_logit_softcapping", None),
        )
        return Branch(Reads.EACH, (words,))

    def sequence_classification(self, config: DecoderConfig) -> Branch:
        """From the last token."""
        return Branch(Reads.LAST, (Linear("score", config.hidden_size, config.num_labels, bias=False),))
