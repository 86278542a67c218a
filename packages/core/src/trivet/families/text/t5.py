"""T5: relative positions, scores that are not scaled, and heads that hold encoder and decoder."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from trivet.families import blocks, encoders, heads
from trivet.families import requirements as must
from trivet.families.blocks import Attention, Embedding, FeedForward, Norm, Residual
from trivet.families.family import Family
from trivet.families.fields import field
from trivet.families.inputs import SEQ2SEQ, TF_T5
from trivet.layout.params import Role, join

_TOKENS = ("input_ids", "attention_mask", "head_mask", "inputs_embeds", "labels")
_LAYERS = must.integer(1, must.MOST_LAYERS)  # the first layer holds the relative positions of all
_PROJECTION = must.Requirement(
    "an activation or gated-<activation>",
    lambda value: isinstance(value, str) and must.ACTIVATION.fits(value.removeprefix("gated-")),
)


class T5Config(encoders.PrunableConfig):
    """Configuration of a T5 model (Raffel et al., 2019, https://arxiv.org/abs/1910.10683).

    Attributes:
        d_kv: size of each head, which need not be `d_model / num_heads`.
        feed_forward_proj: an activation, or `gated-` and an activation; `gated-gelu` means the tanh form, `gelu_new`.
        scale_decoder_outputs: whether the head divides states by the root of `d_model`; None: if words are tied.
    """

    model_type, derived_fields = "t5", ("is_gated_act", "dense_act_fn")
    keys_to_ignore_at_inference: ClassVar = ["past_key_values"]
    vocab_size: int = field(must.VOCABULARY, default=32128)
    d_model: int = field(must.WIDTH, default=512, also="hidden_size")
    d_kv: int = field(must.WIDTH, default=64, small=6, also="head_dim")
    d_ff: int = field(must.WIDTH, default=2048, small=28)
    num_layers: int = field(_LAYERS, default=6, small=2, also="num_hidden_layers")
    num_decoder_layers: int = field(must.integer(0, must.MOST_LAYERS), default=None, small=1)  # 0 for encoders
    num_heads: int = field(must.HEADS, default=8, also="num_attention_heads")
    relative_attention_num_buckets: int = field(must.integer(4, 2**20), default=32, small=8)
    relative_attention_max_distance: int = field(must.SIZE, default=128, small=11)
    dropout_rate: float = field(must.PROBABILITY, default=0.1)
    layer_norm_epsilon: float = field(must.NOT_NEGATIVE, default=1e-6)
    initializer_factor: float = field(must.NOT_NEGATIVE, default=1.0)
    feed_forward_proj: str = field(_PROJECTION, default="relu")
    is_gated_act: bool = field(must.FLAG, init=False)
    dense_act_fn: str = field(must.ACTIVATION, init=False)
    is_encoder_decoder: bool = field(default=True, kw_only=True, after="feed_forward_proj")
    use_cache: bool = field(must.FLAG, default=True)
    pad_token_id: int | None = field(default=0, kw_only=True, after="use_cache")
    eos_token_id: int | list[int] | None = field(default=1, kw_only=True, after="pad_token_id")
    classifier_dropout: float = field(must.PROBABILITY, default=0.0)
    scale_decoder_outputs: bool | None = field(must.FLAG, default=None)

    def derive(self) -> None:
        """By default both sides have as many layers; `feed_forward_proj` determines two more fields."""
        if vars(self)["num_decoder_layers"] is None:
            self.num_decoder_layers = self.num_layers
        named = str(self.feed_forward_proj)
        self.is_gated_act = named.startswith("gated-")
        self.dense_act_fn = "gelu_new" if named == "gated-gelu" else named.removeprefix("gated-")

    @property
    def scales_decoder_outputs(self) -> bool:
        """Whether states are divided by the root of `d_model` before the head."""
        return self.tie_word_embeddings if self.scale_decoder_outputs is None else self.scale_decoder_outputs

    def to_dict(self) -> dict[str, Any]:
        """As for `PretrainedConfig`. An unset scale is omitted: other readers take null for false."""
        left_out = "scale_decoder_outputs" if self.scale_decoder_outputs is None else ""
        return {name: value for name, value in super().to_dict().items() if name != left_out}

    def validate(self) -> None:
        """Refuse configs that the models do not support."""
        super().validate()
        self.require_only("tie_encoder_decoder", False, None)


class T5(Family):
    """T5 and its heads.

    Attributes:
        biases_apart: whether each layer has relative positions of its own; else the first layer has those of all.
    """

    biases_apart: ClassVar[bool] = False
    side_names = ("Stack",)

    config_class, base_prefix, inputs, tensorflow_order = T5Config, "", SEQ2SEQ, TF_T5
    kinds = (
        heads.CONDITIONAL_GENERATION,
        heads.ENCODER_ALONE,
        heads.SOURCE_QUESTION_ANSWERING,
        heads.SEQ2SEQ_CLASSIFICATION.variant(reads_source=True, base_prefix="transformer"),
        heads.TOKEN_CLASSIFICATION.variant(order=_TOKENS, side="encoder", base_prefix="transformer"),
    )
    tasks: ClassVar = {"pretraining": "ForConditionalGeneration"}

    def base(self, config: T5Config) -> blocks.EncoderDecoder:
        """The shared embeddings, encoder and decoder."""
        encoder, decoder = self._side(config, "encoder"), self._side(config, "decoder")
        shared = replace(encoder.tokens.words, at="shared")
        return blocks.EncoderDecoder(encoder, decoder, shared, one_head_mask=True, std=config.initializer_factor)

    def _side(self, config: T5Config, at: str) -> blocks.Transformer:
        std, dropout = config.initializer_factor, config.dropout_rate
        layers = config.num_layers if at == "encoder" else config.num_decoder_layers
        table = Embedding("embed_tokens", config.vocab_size, config.d_model, std=std, role=Role.VOCAB)
        stacked = tuple(self._layer(config, index, at == "decoder") for index in range(layers))
        stack = blocks.Stack(stacked, norm=self._norm(config, "final_layer_norm"), dropout=dropout)
        return blocks.Transformer(blocks.TextEmbeddings(words=table, dropout=dropout), stack, at, std=std)

    def _norm(self, config: T5Config, at: str) -> Norm:
        return Norm(at, config.d_model, config.layer_norm_epsilon, True, 0.0, config.initializer_factor, True)

    def _layer(self, config: T5Config, index: int, is_decoder: bool) -> blocks.Layer:
        shape = config.relative_attention_num_buckets, config.num_heads
        table = Embedding("relative_attention_bias", *shape, std=config.initializer_factor * config.d_model**-0.5)
        distances = blocks.RelativeBias(table, config.relative_attention_max_distance, bidirectional=not is_decoder)
        facts: Any = {"prunable": False, "pruned": ()} if is_decoder else {}
        cross = (self._attention(config, index, "EncDecAttention", crosses=True, **facts),) if is_decoder else ()
        facts |= {"causal": is_decoder, "relative": distances if index == 0 or self.biases_apart else None}
        inner = self._attention(config, index, "SelfAttention", **facts), *cross, self._feed_forward(config)
        around: Any = {"before": self._norm(config, "layer_norm"), "dropout": config.dropout_rate, "bounded": True}
        sublayers = tuple(Residual(each, f"layer.{place}", **around) for place, each in enumerate(inner))
        oldest = blocks.Leftover("layer.1.EncDecAttention.relative_attention_bias.weight", shape)
        return blocks.Layer(f"block.{index}", sublayers, (oldest,) if is_decoder and index == 0 else ())

    def _attention(self, config: T5Config, index: int, at: str, **facts: Any) -> Attention:
        size, heads, head, factor = config.d_model, config.num_heads, config.d_kv, config.initializer_factor
        stds = (size * head) ** -0.5, size**-0.5, size**-0.5, (heads * head) ** -0.5  # scaled queries, not scores
        facts |= {"scale": 1.0, "bias": False, "output_bias": False, "dropout": config.dropout_rate, "head_size": head}
        facts |= {"names": ("q", "k", "v", "o"), "stds": tuple(factor * std for std in stds)}
        return encoders.self_attention(config, index, at=at, **facts)

    def _feed_forward(self, config: T5Config) -> FeedForward:
        names = ("wi_0", "wi_1", "wo") if config.is_gated_act else ("wi", "wo")
        size, inner, factor = config.d_model, config.d_ff, config.initializer_factor
        stds = (*(factor * size**-0.5,) * (len(names) - 1), factor * inner**-0.5)
        facts: Any = {"bias": False, "dropout": config.dropout_rate, "last_in_float32": True, "stds": stds}
        return FeedForward("DenseReluDense", names, size, inner, config.dense_act_fn, **facts)

    def conditional_generation(self, config: T5Config) -> blocks.Branch:
        """Scores of words."""
        table = join(self.base_prefix, "shared.weight") if config.tie_word_embeddings else None
        size, scale = config.d_model, config.d_model**-0.5 if config.scales_decoder_outputs else None
        facts: Any = {"words": config.vocab_size, "table": table, "scale": scale, "std": config.initializer_factor}
        return blocks.Branch(blocks.Reads.EACH, (blocks.Vocabulary(at="lm_head", inputs=size, **facts),))

    def sequence_classification(self, config: T5Config) -> blocks.Branch:
        """From the state at the last end-of-sequence token."""
        head = encoders.two_layers(config, "classification_head", config.classifier_dropout, "tanh", config.num_labels)
        return blocks.Branch(blocks.Reads.END, (head,))

    def token_classification(self, config: T5Config) -> blocks.Branch:
        """From each state of the encoder."""
        classifier = blocks.Linear("classifier", config.d_model, config.num_labels)
        return blocks.Branch(blocks.Reads.EACH, (blocks.Dropout(config.classifier_dropout), classifier))

    def fields_apart(self, config: T5Config, names: Collection[str]) -> Mapping[str, Any]:
        """As for `Family`; the scale of the decoder's outputs does not change."""
        return {**super().fields_apart(config, names), "scale_decoder_outputs": config.scales_decoder_outputs}
