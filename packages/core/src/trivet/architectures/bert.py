"""BERT: config and parameter list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from trivet.architectures.base import Architecture
from trivet.architectures.spec import (
    Specs,
    block,
    embedding,
    index_embedding,
    layer_norm,
    linear,
    raw,
    tied,
    under,
)
from trivet.config import PretrainedConfig
from trivet.dialects.base import number_lists
from trivet.errors import InvalidConfigError


class BertConfig(PretrainedConfig):
    """Configuration of a BERT model (Devlin et al., 2018, https://arxiv.org/abs/1810.04805).

    Raises:
        InvalidConfigError: `hidden_size` is no multiple of `num_attention_heads`, or a feature is asked for that the
            models here do not have (relative position embeddings, decoder mode).
    """

    model_type: ClassVar[str] = "bert"

    def __init__(
        self,
        vocab_size: int = 30522,
        hidden_size: int = 768,
        num_hidden_layers: int = 12,
        num_attention_heads: int = 12,
        intermediate_size: int = 3072,
        hidden_act: str = "gelu",
        hidden_dropout_prob: float = 0.1,
        attention_probs_dropout_prob: float = 0.1,
        max_position_embeddings: int = 512,
        type_vocab_size: int = 2,
        initializer_range: float = 0.02,
        layer_norm_eps: float = 1e-12,
        pad_token_id: int | None = 0,
        position_embedding_type: str = "absolute",
        use_cache: bool = True,
        classifier_dropout: float | None = None,
        **kwargs: Any,
    ) -> None:
        self.vocab_size = vocab_size
        self.hidden_size = hidden_size
        self.num_hidden_layers = num_hidden_layers
        self.num_attention_heads = num_attention_heads
        self.intermediate_size = intermediate_size
        self.hidden_act = hidden_act
        self.hidden_dropout_prob = hidden_dropout_prob
        self.attention_probs_dropout_prob = attention_probs_dropout_prob
        self.max_position_embeddings = max_position_embeddings
        self.type_vocab_size = type_vocab_size
        self.initializer_range = initializer_range
        self.layer_norm_eps = layer_norm_eps
        self.position_embedding_type = position_embedding_type
        self.use_cache = use_cache
        self.classifier_dropout = classifier_dropout
        super().__init__(pad_token_id=pad_token_id, **kwargs)

    def validate(self) -> None:
        """Refuse what a BERT model here would compute wrongly."""
        self.validate_sizes()
        self.require_positive("num_attention_heads")
        if self.hidden_size % self.num_attention_heads:
            raise InvalidConfigError(
                f"hidden_size ({self.hidden_size}) is not a multiple of num_attention_heads "
                f"({self.num_attention_heads})",
                field="hidden_size",
            )
        if self.position_embedding_type != "absolute":
            raise InvalidConfigError(
                f"position_embedding_type {self.position_embedding_type!r} is not implemented; only 'absolute' is",
                field="position_embedding_type",
            )
        for field in ("is_decoder", "add_cross_attention"):
            if getattr(self, field, False):
                raise InvalidConfigError(f"{field}=True is not implemented for BERT", field=field)

    def validate_sizes(self) -> None:
        """The fields that shapes are made of."""
        self.require_positive("vocab_size", "hidden_size", "intermediate_size")
        self.require_positive("max_position_embeddings", "type_vocab_size")
        self.require_count("num_hidden_layers", 10_000)


class BertArchitecture(Architecture):
    """Parameters of BERT and its heads."""

    model_type = "bert"
    config_class = BertConfig
    base_prefix = "bert"
    heads = (
        "BertModel",
        "BertForPreTraining",
        "BertForMaskedLM",
        "BertForSequenceClassification",
        "BertForTokenClassification",
        "BertForQuestionAnswering",
        "BertForMultipleChoice",
        "BertForNextSentencePrediction",
    )
    omits: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "BertForMaskedLM": ("bert.pooler",),
        "BertForTokenClassification": ("bert.pooler",),
        "BertForQuestionAnswering": ("bert.pooler",),
    }

    def base_parameters(self, config: BertConfig) -> Specs:
        """Embeddings, encoder, pooler."""
        return under("bert", self._base(config))

    def head_parameters(self, config: BertConfig, head: str) -> Specs:
        """What follows the base model."""
        match head.removeprefix("BertFor"):
            case "PreTraining":
                yield from self._predictions(config)
                yield from linear("cls.seq_relationship", config.hidden_size, 2)
            case "MaskedLM":
                yield from self._predictions(config)
            case "NextSentencePrediction":
                yield from linear("cls.seq_relationship", config.hidden_size, 2)
            case "SequenceClassification" | "TokenClassification":
                yield from linear("classifier", config.hidden_size, config.num_labels)
            case "MultipleChoice":
                yield from linear("classifier", config.hidden_size, 1)
            case "QuestionAnswering":
                yield from linear("qa_outputs", config.hidden_size, config.num_labels)

    def tensorflow_path(self, module: str) -> str:
        """The two halves of `cls` are layers of their own in TF, each with the half's name before it."""
        path = number_lists(module)
        if path.startswith("cls/predictions"):
            return f"mlm___{path}"
        if path.startswith("cls/seq_relationship"):
            return f"nsp___{path}"
        return path

    def _base(self, config: BertConfig) -> Specs:
        size = config.hidden_size
        yield from raw("embeddings.position_ids", 1, config.max_position_embeddings, buffer=True)
        yield from embedding("embeddings.word_embeddings", config.vocab_size, size)
        yield from index_embedding("embeddings.position_embeddings", config.max_position_embeddings, size)
        yield from index_embedding("embeddings.token_type_embeddings", config.type_vocab_size, size)
        yield from layer_norm("embeddings.LayerNorm", size)
        for index in range(config.num_hidden_layers):
            yield from block(f"encoder.layer.{index}", self._layer(size, config.intermediate_size))
        yield from linear("pooler.dense", size, size)

    def _layer(self, size: int, intermediate: int) -> Specs:
        for name in ("query", "key", "value"):
            yield from linear(f"attention.self.{name}", size, size)
        yield from linear("attention.output.dense", size, size)
        yield from layer_norm("attention.output.LayerNorm", size)
        yield from linear("intermediate.dense", size, intermediate)
        yield from linear("output.dense", intermediate, size)
        yield from layer_norm("output.LayerNorm", size)

    def _predictions(self, config: BertConfig) -> Specs:
        yield from raw("cls.predictions.bias", config.vocab_size)
        yield from linear("cls.predictions.transform.dense", config.hidden_size, config.hidden_size)
        yield from layer_norm("cls.predictions.transform.LayerNorm", config.hidden_size)
        owners = {"cls.predictions.decoder.bias": "cls.predictions.bias"}
        if config.tie_word_embeddings:
            owners["cls.predictions.decoder.weight"] = "bert.embeddings.word_embeddings.weight"
        yield from tied(linear("cls.predictions.decoder", config.hidden_size, config.vocab_size), owners)
