"""ALBERT: config and parameter list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from trivet.errors import InvalidConfigError
from trivet.families.blocks import (
    Activation,
    Branch,
    Dropout,
    FeedForward,
    Layer,
    Leftover,
    Linear,
    Norm,
    Pooler,
    Reads,
    Residual,
    Stack,
    Steps,
    Transformer,
    Vocabulary,
)
from trivet.families.encoders import EncoderConfig, EncoderFamily, distances, self_attention, text_embeddings
from trivet.families.heads import (
    MASKED_LM,
    MULTIPLE_CHOICE,
    PRETRAINING,
    QUESTION_ANSWERING,
    SEQUENCE_CLASSIFICATION,
    TOKEN_CLASSIFICATION,
)
from trivet.families.requirements import MOST_LAYERS, PROBABILITY, WIDTH, Requirement, integer
from trivet.layout.dialect import number_lists


class AlbertConfig(EncoderConfig):
    """Configuration of an ALBERT model (Lan et al., 2019, https://arxiv.org/abs/1909.11942).

    Attributes:
        embedding_size: of words, positions and segments, projected to `hidden_size` before the first layer.
        num_hidden_groups: how many groups of layers have parameters of their own; the layers are spread over them.
        inner_group_num: how many layers a group has; each of `num_hidden_layers` passes goes through all of them.
    """

    model_type: ClassVar[str] = "albert"
    requirements: ClassVar[Mapping[str, Requirement]] = {
        "embedding_size": WIDTH,
        "num_hidden_groups": integer(1, MOST_LAYERS),
        "inner_group_num": integer(1, MOST_LAYERS),
        "classifier_dropout_prob": PROBABILITY,
    }

    def __init__(
        self,
        vocab_size: int = 30000,
        embedding_size: int = 128,
        hidden_size: int = 4096,
        num_hidden_layers: int = 12,
        num_hidden_groups: int = 1,
        num_attention_heads: int = 64,
        intermediate_size: int = 16384,
        inner_group_num: int = 1,
        hidden_act: str = "gelu_new",
        hidden_dropout_prob: float = 0.0,
        attention_probs_dropout_prob: float = 0.0,
        *,
        classifier_dropout_prob: float = 0.1,
        bos_token_id: int | None = 2,
        eos_token_id: int | list[int] | None = 3,
        **kwargs: Any,
    ) -> None:
        self.embedding_size = embedding_size
        self.num_hidden_groups = num_hidden_groups
        self.inner_group_num = inner_group_num
        self.classifier_dropout_prob = classifier_dropout_prob
        super().__init__(
            vocab_size,
            hidden_size,
            num_hidden_layers,
            num_attention_heads,
            intermediate_size,
            hidden_act,
            hidden_dropout_prob,
            attention_probs_dropout_prob,
            bos_token_id=bos_token_id,
            eos_token_id=eos_token_id,
            **kwargs,
        )

    @property
    def attention_layers(self) -> int:
        """How many layers have attention of their own; each may be run several times."""
        return self.num_hidden_groups * self.inner_group_num

    @property
    def layer_groups(self) -> tuple[int, ...]:
        """For each of `num_hidden_layers` passes the group that it goes through."""
        return tuple(
            index * self.num_hidden_groups // self.num_hidden_layers for index in range(self.num_hidden_layers)
        )

    def validate_sizes(self) -> None:
        """The fields that shapes are made of."""
        super().validate_sizes()
        layers = self.num_hidden_groups * self.inner_group_num
        if layers > MOST_LAYERS:
            reason = f"num_hidden_groups times inner_group_num is {layers}, more than {MOST_LAYERS} layers"
            raise InvalidConfigError(reason, field="inner_group_num")


class Albert(EncoderFamily):
    """ALBERT and its heads."""

    model_type, config_class, base_prefix = "albert", AlbertConfig, "albert"
    name, title = "Albert", "ALBERT"
    kinds = (
        PRETRAINING.variant(
            output="AlbertForPreTrainingOutput",
            labels=("labels", "sentence_order_label"),
            logits=("prediction_logits", "sop_logits"),
        ),
        MASKED_LM,
        SEQUENCE_CLASSIFICATION,
        TOKEN_CLASSIFICATION,
        QUESTION_ANSWERING,
        MULTIPLE_CHOICE,
    )

    def base(self, config: AlbertConfig) -> Transformer:
        """Embeddings, their projection, groups of layers, pooler."""
        groups, inner, size = config.num_hidden_groups, config.inner_group_num, config.hidden_size
        layers = tuple(self._layer(config, *divmod(index, inner)) for index in range(groups * inner))
        passes = tuple(tuple(range(group * inner, (group + 1) * inner)) for group in config.layer_groups)
        return Transformer(
            embeddings=text_embeddings(config, config.embedding_size),
            project=Linear("encoder.embedding_hidden_mapping_in", config.embedding_size, size),
            stack=Stack(at="encoder", layers=layers, passes=passes),
            pooler=Pooler("", Linear("pooler", size, size)),
            std=config.initializer_range,
        )

    def _layer(self, config: AlbertConfig, group: int, inner: int) -> Layer:
        size, eps, index = config.hidden_size, config.layer_norm_eps, group * config.inner_group_num + inner
        names, dropout = ("query", "key", "value", "dense"), config.attention_probs_dropout_prob
        attention = self_attention(config, index, at="", names=names, dropout=dropout, relative=distances(config))
        forward = FeedForward(
            at="",
            names=("ffn", "ffn_output"),
            size=size,
            inner=config.intermediate_size,
            activation=config.hidden_act,
        )
        norm, dropout = Norm("LayerNorm", size, eps), config.hidden_dropout_prob
        return Layer(
            f"albert_layer_groups.{group}.albert_layers.{inner}",
            (
                Residual(at="attention", inner=attention, last=norm, dropout=dropout),
                Residual(inner=forward, last=Norm("full_layer_layer_norm", size, eps)),
            ),
        )

    def classifier_dropout(self, config: AlbertConfig) -> Dropout:
        """The config's `classifier_dropout_prob`."""
        return Dropout(config.classifier_dropout_prob)

    def masked_lm(self, config: AlbertConfig) -> Branch:
        """Scores of words."""
        size = config.embedding_size
        norm = Norm("LayerNorm", size, config.layer_norm_eps)
        transform = Linear("dense", config.hidden_size, size), Activation(config.hidden_act), norm
        words = Vocabulary(
            at="decoder", inputs=size, words=config.vocab_size, table=self.table(config), outer_bias="bias"
        )
        unused = Leftover("unused.bias", (config.vocab_size,))  # in TF files alone
        return Branch(Reads.EACH, (Steps("predictions", (*transform, words), (unused,)),))

    def pretraining(self, config: AlbertConfig) -> tuple[Branch, ...]:
        """Words, and whether two sentences stand in their order."""
        order = (
            self.classifier_dropout(config),
            Linear("sop_classifier.classifier", config.hidden_size, config.num_labels),
        )
        return self.masked_lm(config), Branch(Reads.POOLED, order)

    def tensorflow_path(self, module: str) -> str:
        """TF models hold two biases of the vocabulary, and compute with the one that the decoder has."""
        if module == "predictions":
            return "predictions/decoder"
        return "predictions" if module == "predictions.unused" else number_lists(module)
