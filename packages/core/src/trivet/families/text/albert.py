"""ALBERT: layers that run several times, and embeddings of their own size."""

from __future__ import annotations

from dataclasses import replace

from trivet.errors import InvalidConfigError
from trivet.families import blocks, encoders, heads
from trivet.families import requirements as must
from trivet.families.blocks import Branch, Linear, Norm, Reads, Residual
from trivet.families.fields import field
from trivet.layout.dialect import number_lists

_GROUPS = must.integer(1, must.MOST_LAYERS)


class AlbertConfig(encoders.EncoderConfig):
    """Configuration of an ALBERT model (Lan et al., 2019, https://arxiv.org/abs/1909.11942).

    Attributes:
        embedding_size: size of the embeddings, which are projected to `hidden_size` before the first layer.
        num_hidden_groups: number of groups of layers with parameters of their own; layers are distributed over them.
        inner_group_num: number of layers of a group; each of `num_hidden_layers` passes runs all of them.
    """

    model_type = "albert"
    vocab_size: int = 30000
    embedding_size: int = field(must.WIDTH, default=128, after="vocab_size", small=12)
    hidden_size: int = 4096
    num_hidden_groups: int = field(_GROUPS, default=1, after="num_hidden_layers", small=2)
    num_attention_heads: int = 64
    intermediate_size: int = 16384
    inner_group_num: int = field(_GROUPS, default=1, after="intermediate_size")
    hidden_act: str = "gelu_new"
    hidden_dropout_prob: float = 0.0
    attention_probs_dropout_prob: float = 0.0
    classifier_dropout_prob: float = field(must.PROBABILITY, default=0.1, after="layer_norm_eps")
    pad_token_id: int | None = field(default=0, kw_only=True, after="position_embedding_type")
    bos_token_id: int | list[int] | None = field(default=2, kw_only=True, after="pad_token_id")
    eos_token_id: int | list[int] | None = field(default=3, kw_only=True, after="bos_token_id")

    @property
    def attention_layers(self) -> int:
        """Number of layers with attention of their own; each may run several times."""
        return self.num_hidden_groups * self.inner_group_num

    @property
    def layer_groups(self) -> tuple[int, ...]:
        """For each of `num_hidden_layers` passes the index of its group."""
        groups, layers = self.num_hidden_groups, self.num_hidden_layers
        return tuple(index * groups // layers for index in range(layers))

    def validate_sizes(self) -> None:
        """Check the fields that determine shapes."""
        super().validate_sizes()
        if self.attention_layers > must.MOST_LAYERS:
            product = f"num_hidden_groups times inner_group_num is {self.attention_layers}"
            raise InvalidConfigError(f"{product}, more than {must.MOST_LAYERS} layers", field="inner_group_num")


class Albert(encoders.EncoderFamily):
    """ALBERT and its heads."""

    config_class, base_prefix, title = AlbertConfig, "albert", "ALBERT"
    kinds, flax_inputs = (heads.SENTENCE_ORDER, *encoders.HEADS), encoders.EncoderFamily.inputs[:4]

    def base(self, config: AlbertConfig) -> blocks.Transformer:
        """Embeddings, their projection, groups of layers, pooler."""
        inner, size = config.inner_group_num, config.hidden_size
        layers = tuple(self.layer(config, index) for index in range(config.attention_layers))
        passes = tuple(tuple(range(group * inner, (group + 1) * inner)) for group in config.layer_groups)
        return blocks.Transformer(
            encoders.text_embeddings(config, config.embedding_size),
            blocks.Stack(layers, at="encoder", passes=passes),
            project=Linear("encoder.embedding_hidden_mapping_in", config.embedding_size, size),
            pooler=blocks.Pooler("", Linear("pooler", size, size)),
            std=config.initializer_range,
        )

    def layer(self, config: AlbertConfig, index: int) -> blocks.Layer:
        """A norm after each sublayer; attention is a module of its own, feed-forward is not."""
        attend = encoders.layer(config, index).sublayers[0]
        attention = replace(attend.inner, at="")
        size, norm = config.hidden_size, Norm("full_layer_layer_norm", config.hidden_size, config.layer_norm_eps)
        forward = blocks.FeedForward("", ("ffn", "ffn_output"), size, config.intermediate_size, config.hidden_act)
        group, inner = divmod(index, config.inner_group_num)
        sublayers = replace(attend, inner=attention, output=""), Residual(forward, last=norm)
        return blocks.Layer(f"albert_layer_groups.{group}.albert_layers.{inner}", sublayers)

    def classifier_dropout(self, config: AlbertConfig) -> float:
        """The config's `classifier_dropout_prob`."""
        return config.classifier_dropout_prob

    def masked_lm(self, config: AlbertConfig) -> Branch:
        """Scores of words."""
        size = config.embedding_size
        words = self.scores(config, "decoder", size, outer_bias="bias")
        unused = blocks.Leftover("unused.bias", (config.vocab_size,))  # in TF files only
        steps = (*encoders.transform(config, size, config.hidden_act), words)
        return Branch(Reads.EACH, (blocks.Steps("predictions", steps, (unused,)),))

    def pretraining(self, config: AlbertConfig) -> tuple[Branch, ...]:
        """Scores of words, and of whether two sentences are in order."""
        order = self.classifier(config, Reads.POOLED, config.num_labels, "sop_classifier.classifier")
        return self.masked_lm(config), order

    def tensorflow_path(self, module: str) -> str:
        """TF models have two biases of the vocabulary, and compute with that of the decoder."""
        own = {"predictions": "predictions/decoder", "predictions.unused": "predictions"}
        return own.get(module) or number_lists(module)
