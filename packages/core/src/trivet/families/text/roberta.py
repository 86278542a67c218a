"""RoBERTa: positions are counted from the padding token's id, and skip padding."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from trivet.errors import InvalidConfigError
from trivet.families import encoders, heads
from trivet.families.blocks import Branch, Embedding, Reads, Steps, TextEmbeddings
from trivet.families.family import Splitting
from trivet.families.fields import field
from trivet.families.inputs import TEXT_DECODER
from trivet.families.requirements import is_integer


class RobertaConfig(encoders.EncoderConfig):
    """Configuration of a RoBERTa model (Liu et al., 2019, https://arxiv.org/abs/1907.11692).

    Positions are counted from `pad_token_id + 1`, and skip padding.
    """

    model_type, can_decode = "roberta", True
    vocab_size: int = 50265
    pad_token_id: int | None = field(default=1, kw_only=True, after="layer_norm_eps")
    bos_token_id: int | list[int] | None = field(default=0, kw_only=True, after="pad_token_id")
    eos_token_id: int | list[int] | None = field(default=2, kw_only=True, after="bos_token_id")

    def validate(self) -> None:
        """Refuse configs that the models do not support."""
        super().validate()
        pad = self.pad_token_id
        if not is_integer(pad) or not 0 <= pad < self.max_position_embeddings - 1:
            reason = f"pad_token_id must leave room for positions, which are counted from it, not {pad!r}"
            raise InvalidConfigError(reason, field="pad_token_id")


class Roberta(encoders.EncoderFamily):
    """RoBERTa and its heads."""

    config_class: ClassVar[type[encoders.PlainEncoderConfig]] = RobertaConfig
    base_prefix, title = "roberta", "RoBERTa"
    tokenizer: ClassVar[Splitting | None] = "marked_byte_pairs"
    inputs: ClassVar[tuple[str, ...]] = TEXT_DECODER
    kinds = (*encoders.DECODER_HEADS[:-1], heads.MULTIPLE_CHOICE_SEGMENTS_FIRST)
    tasks: ClassVar = {"pretraining": "ForMaskedLM"}

    def embeddings(self, config: Any) -> TextEmbeddings:
        """Positions begin after the padding token's id."""
        size, pad = config.hidden_size, cast(int, config.pad_token_id)
        table = Embedding("position_embeddings", config.max_position_embeddings, size, padding=pad)
        positions = encoders.positions(config, table, skipped=pad + 1, after_padding=pad)
        return encoders.text_embeddings(config, size, positions=positions)

    def masked_lm(self, config: Any) -> Branch:
        """Scores of words. The activation is GELU, independent of the layers'."""
        size = config.hidden_size
        words = self.scores(config, "decoder", size, outer_bias="bias")
        return Branch(Reads.EACH, (Steps("lm_head", (*encoders.transform(config, size, "gelu", "layer_norm"), words)),))

    def sequence_classification(self, config: Any) -> Branch:
        """From the first token."""
        dropout = self.classifier_dropout(config)
        return Branch(Reads.FIRST, (encoders.two_layers(config, "classifier", dropout, "tanh", config.num_labels),))
