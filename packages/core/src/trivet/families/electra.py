"""ELECTRA: config and parameter list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from trivet.families.architecture import Architecture
from trivet.families.encoders import EncoderConfig, encoder, task_outputs, text_embeddings
from trivet.families.requirements import ACTIVATION, FLAG, PROBABILITY, WIDTH, Requirement
from trivet.families.spec import Specs, layer_norm, linear, tied, under


class ElectraConfig(EncoderConfig):
    """Configuration of an ELECTRA model (Clark et al., 2020, https://arxiv.org/abs/2003.10555).

    Attributes:
        embedding_size: of words, positions and segments, projected to `hidden_size` where it differs.
        summary_use_proj, summary_activation, summary_last_dropout: how multiple choice reads the first token's state.
    """

    model_type: ClassVar[str] = "electra"
    requirements: ClassVar[Mapping[str, Requirement]] = {
        "embedding_size": WIDTH,
        "summary_use_proj": FLAG,
        "summary_activation": ACTIVATION.or_null(),
        "summary_last_dropout": PROBABILITY,
    }

    def __init__(
        self,
        vocab_size: int = 30522,
        embedding_size: int = 128,
        hidden_size: int = 256,
        *,
        num_attention_heads: int = 4,
        intermediate_size: int = 1024,
        summary_type: str = "first",
        summary_use_proj: bool = True,
        summary_activation: str | None = "gelu",
        summary_last_dropout: float = 0.1,
        **kwargs: Any,
    ) -> None:
        self.embedding_size = embedding_size
        self.summary_type = summary_type
        self.summary_use_proj = summary_use_proj
        self.summary_activation = summary_activation
        self.summary_last_dropout = summary_last_dropout
        super().__init__(
            vocab_size,
            hidden_size,
            num_attention_heads=num_attention_heads,
            intermediate_size=intermediate_size,
            **kwargs,
        )

    def validate(self) -> None:
        """Refuse what the models here would compute wrongly."""
        super().validate()
        self.require_only("summary_type", "first")


class ElectraArchitecture(Architecture):
    """Parameters of ELECTRA and its heads."""

    model_type = "electra"
    config_class = ElectraConfig
    base_prefix = "electra"
    heads = (
        "ElectraModel",
        "ElectraForPreTraining",
        "ElectraForMaskedLM",
        "ElectraForSequenceClassification",
        "ElectraForTokenClassification",
        "ElectraForQuestionAnswering",
        "ElectraForMultipleChoice",
    )

    def base_parameters(self, config: ElectraConfig) -> Specs:
        """Embeddings, their projection where sizes differ, encoder."""
        size = config.embedding_size
        same = size == config.hidden_size
        projection = () if same else linear("embeddings_project", size, config.hidden_size)
        return under("electra", text_embeddings(config, size), projection, encoder(config))

    def head_parameters(self, config: ElectraConfig, head: str) -> Specs:
        """What follows the base model."""
        size = config.hidden_size
        match head.removeprefix("ElectraFor"):
            case "PreTraining":
                yield from linear("discriminator_predictions.dense", size, size)
                yield from linear("discriminator_predictions.dense_prediction", size, 1)
            case "MaskedLM":
                yield from layer_norm("generator_predictions.LayerNorm", config.embedding_size)
                yield from linear("generator_predictions.dense", size, config.embedding_size)
                words = "electra.embeddings.word_embeddings.weight"
                owners = {"generator_lm_head.weight": words} if config.tie_word_embeddings else {}
                yield from tied(linear("generator_lm_head", config.embedding_size, config.vocab_size), owners)
            case "MultipleChoice" if config.summary_use_proj:
                yield from linear("sequence_summary.summary", size, size)
        yield from task_outputs(config, head, self._classifier(config))

    def _classifier(self, config: ElectraConfig) -> Specs:
        yield from linear("classifier.dense", config.hidden_size, config.hidden_size)
        yield from linear("classifier.out_proj", config.hidden_size, config.num_labels)
