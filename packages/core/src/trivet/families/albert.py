"""ALBERT: config and parameter list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from trivet.errors import InvalidConfigError
from trivet.families.architecture import Architecture
from trivet.families.encoders import EncoderConfig, task_outputs, text_embeddings
from trivet.families.pruning import attended_size
from trivet.families.requirements import MOST_LAYERS, PROBABILITY, WIDTH, Requirement, integer
from trivet.families.spec import Specs, block, layer_norm, linear, raw, under, vocabulary_linear
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


class AlbertArchitecture(Architecture):
    """Parameters of ALBERT and its heads."""

    model_type = "albert"
    config_class = AlbertConfig
    base_prefix = "albert"
    heads = (
        "AlbertModel",
        "AlbertForPreTraining",
        "AlbertForMaskedLM",
        "AlbertForSequenceClassification",
        "AlbertForTokenClassification",
        "AlbertForQuestionAnswering",
        "AlbertForMultipleChoice",
    )
    omits: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "AlbertForMaskedLM": ("albert.pooler",),
        "AlbertForTokenClassification": ("albert.pooler",),
        "AlbertForQuestionAnswering": ("albert.pooler",),
    }

    def base_parameters(self, config: AlbertConfig) -> Specs:
        """Embeddings, groups of layers, pooler."""
        pooler = linear("pooler", config.hidden_size, config.hidden_size)
        return under("albert", text_embeddings(config, config.embedding_size), self._encoder(config), pooler)

    def head_parameters(self, config: AlbertConfig, head: str) -> Specs:
        """What follows the base model."""
        if head in ("AlbertForPreTraining", "AlbertForMaskedLM"):
            yield from self._predictions(config)
        if head == "AlbertForPreTraining":
            yield from linear("sop_classifier.classifier", config.hidden_size, config.num_labels)
        yield from task_outputs(config, head, linear("classifier", config.hidden_size, config.num_labels))

    def tensorflow_path(self, module: str) -> str:
        """TF models hold two biases of the vocabulary, and compute with the one that the decoder has."""
        if module == "predictions":
            return "predictions/decoder"
        return "predictions" if module == "predictions.unused" else number_lists(module)

    def _encoder(self, config: AlbertConfig) -> Specs:
        yield from linear("encoder.embedding_hidden_mapping_in", config.embedding_size, config.hidden_size)
        for group in range(config.num_hidden_groups):
            for inner in range(config.inner_group_num):
                path = f"encoder.albert_layer_groups.{group}.albert_layers.{inner}"
                attended = attended_size(config, group * config.inner_group_num + inner)
                yield from block(path, self._layer(config.hidden_size, config.intermediate_size, attended))

    def _layer(self, size: int, intermediate: int, attended: int) -> Specs:
        yield from layer_norm("full_layer_layer_norm", size)
        for name in ("query", "key", "value"):
            yield from linear(f"attention.{name}", size, attended)
        yield from linear("attention.dense", attended, size)
        yield from layer_norm("attention.LayerNorm", size)
        yield from linear("ffn", size, intermediate)
        yield from linear("ffn_output", intermediate, size)

    def _predictions(self, config: AlbertConfig) -> Specs:
        size = config.embedding_size
        yield from raw("predictions.bias", config.vocab_size)
        yield from raw("predictions.unused.bias", config.vocab_size, buffer=True)  # in TF files alone
        yield from layer_norm("predictions.LayerNorm", size)
        yield from linear("predictions.dense", config.hidden_size, size)
        table = "albert.embeddings.word_embeddings.weight" if config.tie_word_embeddings else None
        yield from vocabulary_linear(
            "predictions.decoder", size, config.vocab_size, table=table, bias="predictions.bias"
        )
