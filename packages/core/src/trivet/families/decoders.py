"""The shared parts of Llama and related families: config fields, and the blueprint of a decoder with its options."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from trivet.errors import InvalidConfigError
from trivet.families import requirements as must
from trivet.families.blocks import (
    Attention,
    Branch,
    Dropout,
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
from trivet.families.fields import field
from trivet.families.heads import (
    CAUSAL_LM,
    LAST_TOKEN_CLASSIFICATION,
    QUESTION_ANSWERING,
    TOKEN_CLASSIFICATION,
    HeadKind,
)
from trivet.families.inputs import CAUSAL, TF_CAUSAL
from trivet.families.requirements import Requirement, is_integer
from trivet.families.rope import RotaryConfig
from trivet.layout import Kind, join

SLIDING, FULL = "sliding_attention", "full_attention"

ANSWERS = QUESTION_ANSWERING.variant(leaves_out=("past_key_values", "use_cache"))
"""Question answering, whose input is read at once."""
ANSWERS_APART = ANSWERS.variant(base_prefix="transformer")
"""The same in most of the families, whose models with this head have another base prefix than those with others."""


class DecoderConfig(RotaryConfig):
    """Fields of the config.json of Llama and related families.

    Raises:
        InvalidConfigError: (by `validate`) sizes do not fit together, or a feature is not implemented.
    """

    requirements: ClassVar[Mapping[str, Requirement]] = {
        "attention_bias": must.FLAG,
        "mlp_bias": must.FLAG,
        "sliding_window": must.SIZE.or_null(),
    }
    derived_fields: ClassVar[tuple[str, ...]] = ("head_dim", "layer_types")
    keys_to_ignore_at_inference: ClassVar = ["past_key_values"]

    vocab_size: int = field(must.VOCABULARY, default=32000)
    hidden_size: int = field(must.WIDTH, default=4096, small=20)
    intermediate_size: int = field(must.WIDTH, default=11008, small=28)
    num_hidden_layers: int = field(must.LAYERS, default=32)
    num_attention_heads: int = field(must.HEADS, default=32)
    num_key_value_heads: int = field(must.HEADS, default=None, small=2)
    head_dim: int = field(must.WIDTH, default=None, kw_only=True, small=6)
    hidden_act: str = field(must.ACTIVATION, default="silu")
    max_position_embeddings: int = field(must.SIZE, default=2048, small=32)
    initializer_range: float = field(must.NOT_NEGATIVE, default=0.02)
    rms_norm_eps: float = field(must.NOT_NEGATIVE, default=1e-6)
    use_cache: bool = field(must.FLAG, default=True)
    attention_dropout: float = field(must.PROBABILITY, default=0.0, kw_only=True)
    tie_word_embeddings: bool = field(default=False, kw_only=True)

    def derive(self) -> None:
        """By default there are as many key-value heads as query heads, and heads share the hidden size."""
        fields, hidden, heads = vars(self), self.hidden_size, self.num_attention_heads
        if fields["num_key_value_heads"] is None:
            self.num_key_value_heads = heads
        if fields["head_dim"] is None and is_integer(hidden) and is_integer(heads) and heads > 0:
            self.head_dim = hidden // heads

    @property
    def attention_scale(self) -> float:
        """Factor of the scores before the softmax."""
        return float(self.head_dim**-0.5)

    @property
    def layer_windows(self) -> tuple[int | None, ...]:
        """For each layer how many tokens each token sees, including itself; None if it sees all earlier ones."""
        window = getattr(self, "sliding_window", None)
        return tuple(window if kind == SLIDING else None for kind in self._layer_kinds())

    def _layer_kinds(self) -> tuple[str, ...]:
        stated = getattr(self, "layer_types", None)
        return self._usual_kinds() if stated is None else tuple(stated)

    def _usual_kinds(self) -> tuple[str, ...]:
        """The default kind of attention of each layer."""
        return (FULL,) * self.num_hidden_layers

    def _derived(self, name: str) -> Any:
        return list(self._layer_kinds()) if name == "layer_types" else super()._derived(name)

    def validate(self) -> None:
        """Refuse configs that the models do not support."""
        self.validate_sizes()
        self.require_multiple("num_attention_heads", "num_key_value_heads")
        if self.head_dim % 2:
            raise InvalidConfigError(
                f"head_dim ({self.head_dim}) is not even, but is rotated in pairs", field="head_dim"
            )
        self.validate_rope()
        stated = getattr(self, "layer_types", None)
        kinds = self._layer_kinds() if stated is None or isinstance(stated, list | tuple) else ()
        if len(kinds) != self.num_hidden_layers or not all(kind in (SLIDING, FULL) for kind in kinds):
            reason = f"layer_types must name {SLIDING!r} or {FULL!r} for each of {self.num_hidden_layers} layers"
            raise InvalidConfigError(reason, field="layer_types")


class DecoderFamily(Family):
    """Llama and related families: one decoder, whose options are set by the family or by the config.

    Attributes:
        norm_offset: a number that is added to the stored weights of norms.
        heads_normed: whether queries and keys are normed in each head.
        norms_results: whether each layer norms the outputs of attention and feed-forward as well.
        scales_words: whether word embeddings are multiplied by the root of their size.
        biases: whether the projections to queries, keys and values have biases, and whether the output projection has;
            None follows the config's `attention_bias`.
    """

    base_prefix = "model"
    inputs, tensorflow_order = CAUSAL, TF_CAUSAL
    kinds: ClassVar[tuple[HeadKind, ...]] = (CAUSAL_LM, LAST_TOKEN_CLASSIFICATION, TOKEN_CLASSIFICATION)
    norm_offset: ClassVar[float] = 0.0
    heads_normed: ClassVar[bool] = False
    norms_results: ClassVar[bool] = False
    scales_words: ClassVar[bool] = False
    biases: ClassVar[tuple[bool, bool] | None] = None

    def base(self, config: DecoderConfig) -> Transformer:
        """Embeddings, layers and the final norm."""
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
        """The family's norm, of the size of the states or of another."""
        initial = 1.0 - self.norm_offset
        return Norm(at, size or config.hidden_size, config.rms_norm_eps, True, self.norm_offset, initial)

    def attention(self, config: DecoderConfig, window: int | None) -> Attention:
        """Causal, with grouped heads and rotary positions."""
        size, stated = config.head_dim, bool(getattr(config, "attention_bias", False))
        bias, output_bias = self.biases or (stated, stated)
        norms = self.norm(config, "q_norm", size), self.norm(config, "k_norm", size)
        return Attention(
            at="self_attn",
            names=("q_proj", "k_proj", "v_proj", "o_proj"),
            size=config.hidden_size,
            heads=config.num_attention_heads,
            key_heads=config.num_key_value_heads,
            head_size=size,
            scale=config.attention_scale,
            bias=bias,
            output_bias=output_bias,
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
            bias=bool(getattr(config, "mlp_bias", False)),
        )

    def layer(self, config: DecoderConfig, window: int | None) -> tuple[Residual, ...]:
        """A norm before each sublayer, and in some families one after it."""

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
            table=join(self.base_prefix, "embed_tokens.weight") if config.tie_word_embeddings else None,
            cap=getattr(config, "final_logit_softcapping", None),
        )
        return Branch(Reads.EACH, (words,))

    def sequence_classification(self, config: DecoderConfig) -> Branch:
        """From the last token."""
        return Branch(Reads.LAST, (Linear("score", config.hidden_size, config.num_labels, bias=False),))

    def token_classification(self, config: DecoderConfig) -> Branch:
        """From each token."""
        return Branch(Reads.EACH, (token_dropout(config), Linear("score", config.hidden_size, config.num_labels)))


def token_dropout(config: Any) -> Dropout:
    """Before a classifier of tokens: the config's `classifier_dropout`, else its `hidden_dropout`, else 0.1."""
    stated = (getattr(config, name, None) for name in ("classifier_dropout", "hidden_dropout"))
    return Dropout(next((float(each) for each in stated if each is not None), 0.1))
