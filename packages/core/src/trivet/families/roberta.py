"""RoBERTa: config and parameter list, shared with the families that differ from it in names alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from trivet.errors import InvalidConfigError
from trivet.families.architecture import Architecture
from trivet.families.encoders import EncoderConfig, encoder, task_outputs, text_embeddings
from trivet.families.requirements import is_integer
from trivet.families.spec import Specs, layer_norm, linear, raw, under, vocabulary_linear


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


def roberta_heads(prefix: str) -> tuple[str, ...]:
    """The heads of a family of this kind, by the prefix of its classes."""
    tasks = ("MaskedLM", "SequenceClassification", "TokenClassification", "QuestionAnswering", "MultipleChoice")
    return (f"{prefix}Model", *(f"{prefix}For{task}" for task in tasks))


def without_pooler(heads: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """What heads of this kind omit: all but multiple choice read the states themselves."""
    return {head: ("roberta.pooler",) for head in heads[1:] if not head.endswith("MultipleChoice")}


class RobertaArchitecture(Architecture):
    """Parameters of RoBERTa and its heads."""

    model_type = "roberta"
    config_class: ClassVar[type[RobertaConfig]] = RobertaConfig
    base_prefix = "roberta"
    heads = roberta_heads("Roberta")
    omits: ClassVar[Mapping[str, tuple[str, ...]]] = without_pooler(heads)
    tasks: ClassVar[Mapping[str, str]] = {"pretraining": "RobertaForMaskedLM"}

    def base_parameters(self, config: RobertaConfig) -> Specs:
        """Embeddings, encoder, pooler."""
        size = config.hidden_size
        return under("roberta", text_embeddings(config, size), encoder(config), linear("pooler.dense", size, size))

    def head_parameters(self, config: RobertaConfig, head: str) -> Specs:
        """What follows the base model."""
        if head.endswith("ForMaskedLM"):
            yield from self._predictions(config)
        yield from task_outputs(config, head, self._classifier(config))

    def _predictions(self, config: RobertaConfig) -> Specs:
        yield from raw("lm_head.bias", config.vocab_size)
        yield from linear("lm_head.dense", config.hidden_size, config.hidden_size)
        yield from layer_norm("lm_head.layer_norm", config.hidden_size)
        table = "roberta.embeddings.word_embeddings.weight" if config.tie_word_embeddings else None
        yield from vocabulary_linear(
            "lm_head.decoder", config.hidden_size, config.vocab_size, table=table, bias="lm_head.bias"
        )

    def _classifier(self, config: RobertaConfig) -> Specs:
        yield from linear("classifier.dense", config.hidden_size, config.hidden_size)
        yield from linear("classifier.out_proj", config.hidden_size, config.num_labels)
