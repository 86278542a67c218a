"""ModernBERT: rotary positions, gates, no biases, and windows on both sides of each token in two of three layers."""

from __future__ import annotations

from typing import ClassVar

from trivet.families import blocks, encoders
from trivet.families import requirements as must
from trivet.families.blocks import Branch, Linear, Norm, Reads, Residual
from trivet.families.causal import RotaryDecoderConfig
from trivet.families.fields import field
from trivet.families.inputs import TURNED_TEXT
from trivet.families.rope import FULL, SLIDING
from trivet.layout import Kind


class ModernBertConfig(RotaryDecoderConfig):
    """Configuration of a ModernBERT model (Warner et al., 2024, https://arxiv.org/abs/2412.13663).

    Attributes:
        global_rope_theta, local_rope_theta: `rope_theta` of layers whose tokens see all others, and a window.
        layer_types: `sliding_attention` or `full_attention` for each layer; None: every so many layers, from the first,
            see all tokens, as `global_attn_every_n_layers` says.
        local_attention: width of the window, half of it on each side.
        classifier_pooling: what classifiers of whole inputs read: `cls`, the first token, or `mean`, that of all.
    """

    model_type, local_theta, derived_fields = "modernbert", "local_rope_theta", ("layer_types",)
    vocab_size: int = field(must.VOCABULARY, default=50368)
    hidden_size: int = field(must.WIDTH, default=768)
    intermediate_size: int = field(must.WIDTH, default=1152)
    num_hidden_layers: int = field(must.LAYERS, default=22)
    num_attention_heads: int = field(must.HEADS, default=12)
    hidden_activation: str = field(must.ACTIVATION, default="gelu", also="hidden_act")
    max_position_embeddings: int = field(must.SIZE, default=8192, small=32)
    initializer_range: float = field(must.NOT_NEGATIVE, default=0.02)
    norm_eps: float = field(must.NOT_NEGATIVE, default=1e-5)
    norm_bias: bool = field(must.FLAG, default=False, small=True)
    pad_token_id: int | None = field(default=50283, kw_only=True, after="norm_bias")
    eos_token_id: int | list[int] | None = field(default=50282, kw_only=True, after="pad_token_id")
    bos_token_id: int | list[int] | None = field(default=50281, kw_only=True, after="eos_token_id")
    cls_token_id: int | None = field(must.TOKEN, default=50281, kw_only=True)
    sep_token_id: int | None = field(default=50282, kw_only=True)
    global_rope_theta: float = field(must.POSITIVE, default=160000.0, kw_only=True, also="rope_theta")
    local_rope_theta: float = field(must.POSITIVE, default=10000.0, kw_only=True)
    global_attn_every_n_layers: int = field(must.SIZE, default=3, kw_only=True, small=2)
    layer_types: list[str] | None = field(default=None, kw_only=True)
    local_attention: int = field(must.SIZE, default=128, kw_only=True, small=4)
    attention_bias: bool = field(must.FLAG, default=False, kw_only=True, small=True)
    attention_dropout: float = field(must.PROBABILITY, default=0.0, kw_only=True)
    embedding_dropout: float = field(must.PROBABILITY, default=0.0, kw_only=True)
    mlp_bias: bool = field(must.FLAG, default=False, kw_only=True, small=True)
    mlp_dropout: float = field(must.PROBABILITY, default=0.0, kw_only=True)
    decoder_bias: bool = field(must.FLAG, default=True, kw_only=True)
    classifier_pooling: str = field(must.one_of("cls", "mean"), default="cls", kw_only=True, small="mean")
    classifier_dropout: float = field(must.PROBABILITY, default=0.0, kw_only=True)
    classifier_bias: bool = field(must.FLAG, default=False, kw_only=True, small=True)
    classifier_activation: str = field(must.ACTIVATION, default="gelu", kw_only=True)

    @property
    def layer_windows(self) -> tuple[int | None, ...]:
        """For each layer how many tokens each token sees on either side, including itself; None if it sees all."""
        return tuple(self.local_attention // 2 + 1 if kind == SLIDING else None for kind in self.layer_kinds)

    def _usual_kinds(self) -> tuple[str, ...]:
        every = self.global_attn_every_n_layers
        return tuple(SLIDING if index % every else FULL for index in range(self.num_hidden_layers))

    def validate(self) -> None:
        """Refuse configs that the models do not support."""
        super().validate()
        self.require_only("rope_type", "default")


class ModernBert(encoders.EncoderFamily):
    """ModernBERT and its heads."""

    config_class, title, base_prefix, kinds = ModernBertConfig, "ModernBERT", "model", encoders.HEADS
    inputs: ClassVar = TURNED_TEXT

    def base(self, config: ModernBertConfig) -> blocks.Transformer:
        """Embeddings, layers and the final norm."""
        layers = tuple(self.layer(config, index) for index in range(config.num_hidden_layers))
        stack = blocks.Stack(layers, norm=self.norm(config, "final_norm"))
        return blocks.Transformer(self.embeddings(config), stack, std=config.initializer_range)

    def norm(self, config: ModernBertConfig, at: str) -> Norm:
        """A layer norm, which may have no bias."""
        return Norm(at, config.hidden_size, config.norm_eps, bias=config.norm_bias)

    def embeddings(self, config: ModernBertConfig) -> blocks.TextEmbeddings:
        """Words and a norm."""
        words = encoders.words(config, "tok_embeddings", config.hidden_size, Kind.EMBEDDING)
        norm, dropout = self.norm(config, "norm"), config.embedding_dropout
        return blocks.TextEmbeddings(at="embeddings", words=words, norm=norm, dropout=dropout)

    def layer(self, config: ModernBertConfig, index: int) -> blocks.Layer:
        """Norms before the sublayers, except the first, whose input is normed."""
        stds = None, out_std(config)
        kind = config.layer_kinds[index]
        attention = encoders.self_attention(
            config,
            index,
            at="attn",
            names=("Wqkv", "Wo"),
            fused=blocks.Fused(),
            bias=config.attention_bias,
            output_bias=config.attention_bias,
            dropout=config.attention_dropout,
            prunable=False,
            window=config.layer_windows[index],
            rotary=blocks.Rotary(config.rope(kind), at="rotary_emb_local" if kind == SLIDING else "rotary_emb"),
            stds=stds,
        )
        forward = blocks.FeedForward(
            "mlp",
            ("Wi", "Wo"),
            config.hidden_size,
            config.intermediate_size,
            config.hidden_activation,
            bias=config.mlp_bias,
            dropout=config.mlp_dropout,
            fused=True,
            stds=stds,
        )
        before = self.norm(config, "attn_norm") if index else None
        attend = Residual(attention, before=before, dropout=config.attention_dropout)
        return blocks.Layer(f"layers.{index}", (attend, Residual(forward, before=self.norm(config, "mlp_norm"))))

    def head(self, config: ModernBertConfig, std: float) -> blocks.Steps:
        """The steps before the projections of all heads: `dense`, an activation, a norm."""
        size = config.hidden_size
        dense, act = Linear("dense", size, size, config.classifier_bias, std=std), config.classifier_activation
        return blocks.Steps("head", (dense, blocks.Activation(act), self.norm(config, "norm")))

    def masked_lm(self, config: ModernBertConfig) -> Branch:
        """Scores of words."""
        table = "model.embeddings.tok_embeddings.weight" if config.tie_word_embeddings else None
        size, std = config.hidden_size, out_std(config)
        words = blocks.Vocabulary(
            at="decoder", inputs=size, words=config.vocab_size, table=table, bias=config.decoder_bias, std=std
        )
        return Branch(Reads.EACH, (self.head(config, std), words))

    def classifier(self, config: ModernBertConfig, reads: Reads, outputs: int, at: str = "classifier") -> Branch:
        """The same steps, dropout and one projection."""
        last = Linear(at, config.hidden_size, outputs, std=config.hidden_size**-0.5)
        return Branch(reads, (self.head(config, out_std(config)), blocks.Dropout(config.classifier_dropout), last))

    def sequence_classification(self, config: ModernBertConfig) -> Branch:
        """From the first token, or from the mean of all."""
        return self.classifier(
            config, Reads.MEAN if config.classifier_pooling == "mean" else Reads.FIRST, config.num_labels
        )

    def multiple_choice(self, config: ModernBertConfig) -> Branch:
        """From the first token that the mask does not hide, or from the mean of all."""
        return self.classifier(config, Reads.MEAN if config.classifier_pooling == "mean" else Reads.START, 1)

    def question_answering(self, config: ModernBertConfig) -> Branch:
        """Scores of starts and of ends."""
        return self.classifier(config, Reads.EACH, 2)


def out_std(config: ModernBertConfig) -> float:
    """Standard deviation of initial projections into the residual, whose sum over all layers then does not grow."""
    return float(config.initializer_range / max(2 * config.num_hidden_layers, 1) ** 0.5)
