"""ELECTRA: config and parameter list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from trivet.families.blocks import (
    Activation,
    Branch,
    Dropout,
    Linear,
    Norm,
    Reads,
    Steps,
    TextEmbeddings,
    Transformer,
    Vocabulary,
)
from trivet.families.encoders import EncoderConfig, EncoderFamily, text_embeddings, two_layers
from trivet.families.heads import (
    MASKED_LM,
    MULTIPLE_CHOICE,
    QUESTION_ANSWERING,
    REPLACED_TOKENS,
    SEQUENCE_CLASSIFICATION,
    TOKEN_CLASSIFICATION,
)
from trivet.families.requirements import ACTIVATION, FLAG, PROBABILITY, WIDTH, Requirement


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


class Electra(EncoderFamily):
    """ELECTRA and its heads, of the discriminator and of the generator."""

    model_type, config_class, base_prefix = "electra", ElectraConfig, "electra"
    name, title = "Electra", "ELECTRA"
    kinds = (
        REPLACED_TOKENS,
        MASKED_LM,
        SEQUENCE_CLASSIFICATION,
        TOKEN_CLASSIFICATION,
        QUESTION_ANSWERING,
        MULTIPLE_CHOICE,
    )

    def base(self, config: ElectraConfig) -> Transformer:
        """Embeddings, their projection where sizes differ, encoder."""
        inner, outer = config.embedding_size, config.hidden_size
        project = None if inner == outer else Linear("embeddings_project", inner, outer)
        return replace(super().base(config), project=project)

    def embeddings(self, config: ElectraConfig) -> TextEmbeddings:
        """Of a size of their own."""
        return text_embeddings(config, config.embedding_size)

    def pooler(self, config: ElectraConfig) -> None:
        """There is none."""

    def replaced_tokens(self, config: ElectraConfig) -> Branch:
        """A score for each token."""
        size = config.hidden_size
        steps = Linear("dense", size, size), Activation(config.hidden_act), Linear("dense_prediction", size, 1)
        return Branch(Reads.EACH, (Steps("discriminator_predictions", steps),), squeeze=True)

    def masked_lm(self, config: ElectraConfig) -> Branch:
        """Scores of words. The activation is GELU whatever the config says of the layers'."""
        size = config.embedding_size
        norm = Norm("LayerNorm", size, config.layer_norm_eps)
        transform = Linear("dense", config.hidden_size, size), Activation("gelu"), norm
        words = Vocabulary(
            at="generator_lm_head", inputs=size, words=config.vocab_size, table=self.table(config), bias=True
        )
        return Branch(Reads.EACH, (Steps("generator_predictions", transform), words))

    def sequence_classification(self, config: ElectraConfig) -> Branch:
        """From the first token."""
        dropout = self.classifier_dropout(config).probability
        return Branch(Reads.FIRST, (two_layers(config, "classifier", dropout, "gelu", config.num_labels),))

    def multiple_choice(self, config: ElectraConfig) -> Branch:
        """From a summary of the first token, where the config wants one."""
        size = config.hidden_size
        linear = (Linear("summary", size, size),) if config.summary_use_proj else ()
        last = Activation(config.summary_activation or "linear"), Dropout(config.summary_last_dropout)
        return Branch(Reads.FIRST, (Steps("sequence_summary", (*linear, *last)), Linear("classifier", size, 1)))
