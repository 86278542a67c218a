"""RoBERTa: config and parameter list, shared with the families that differ from it in names alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from trivet.errors import InvalidConfigError
from trivet.families.blocks import (
    Activation,
    Branch,
    Embedding,
    Linear,
    Norm,
    Reads,
    Steps,
    TextEmbeddings,
    Vocabulary,
)
from trivet.families.encoders import EncoderConfig, EncoderFamily, positions, text_embeddings, two_layers
from trivet.families.heads import (
    MASKED_LM,
    MULTIPLE_CHOICE,
    QUESTION_ANSWERING,
    SEQUENCE_CLASSIFICATION,
    TOKEN_CLASSIFICATION,
)
from trivet.families.requirements import is_integer


class RobertaConfig(EncoderConfig):
    """Configuration of a RoBERTa model (Liu et al., 2019, https://arxiv.org/abs/1907.11692).

    Positions are counted from `pad_token_id + 1`, and of tokens that are no padding.
    """

    model_type: ClassVar[str] = "roberta"

    def __init__(
        self,
        vocab_size: int = 50265,
        *,
        pad_token_id: int | None = 1,
        bos_token_id: int | None = 0,
        eos_token_id: int | list[int] | None = 2,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            vocab_size,
            pad_token_id=pad_token_id,
            bos_token_id=bos_token_id,
            eos_token_id=eos_token_id,
            **kwargs,
        )

    def validate(self) -> None:
        """Refuse what the models here would compute wrongly."""
        super().validate()
        pad = self.pad_token_id
        if not is_integer(pad) or not 0 <= pad < self.max_position_embeddings - 1:
            reason = f"pad_token_id must leave room for positions, which are counted from it, not {pad!r}"
            raise InvalidConfigError(reason, field="pad_token_id")


class Roberta(EncoderFamily):
    """RoBERTa and its heads."""

    model_type, base_prefix = "roberta", "roberta"
    config_class: ClassVar[type[RobertaConfig]] = RobertaConfig
    name, title = "Roberta", "RoBERTa"
    kinds = (
        MASKED_LM,
        SEQUENCE_CLASSIFICATION,
        TOKEN_CLASSIFICATION,
        QUESTION_ANSWERING,
        MULTIPLE_CHOICE.variant(
            order=(
                "input_ids",
                "token_type_ids",
                "attention_mask",
                "labels",
                "position_ids",
                "head_mask",
                "inputs_embeds",
            )
        ),
    )
    tasks: ClassVar[Mapping[str, str]] = {"pretraining": "ForMaskedLM"}

    def embeddings(self, config: RobertaConfig) -> TextEmbeddings:
        """Positions are counted from the padding token's number, and of tokens that are not padding."""
        size, pad = config.hidden_size, cast(int, config.pad_token_id)
        table = Embedding("position_embeddings", config.max_position_embeddings, size, padding=pad)
        return text_embeddings(config, size, positions=positions(config, table, skipped=pad + 1, after_padding=pad))

    def masked_lm(self, config: RobertaConfig) -> Branch:
        """Scores of words. The activation is GELU whatever the config says of the layers'."""
        size = config.hidden_size
        norm = Norm("layer_norm", size, config.layer_norm_eps)
        words = Vocabulary(
            at="decoder", inputs=size, words=config.vocab_size, table=self.table(config), outer_bias="bias"
        )
        return Branch(Reads.EACH, (Steps("lm_head", (Linear("dense", size, size), Activation("gelu"), norm, words)),))

    def sequence_classification(self, config: RobertaConfig) -> Branch:
        """From the first token."""
        dropout = self.classifier_dropout(config).probability
        return Branch(Reads.FIRST, (two_layers(config, "classifier", dropout, "tanh", config.num_labels),))
