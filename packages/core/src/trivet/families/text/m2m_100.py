"""M2M-100 and NLLB: translation between many languages, with sines of positions that skip padding."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from trivet.errors import InvalidConfigError
from trivet.families.blocks import Branch, Embedding, Leftover, Reads, Sines, Transformer, Vocabulary
from trivet.families.fields import field
from trivet.families.heads import CONDITIONAL_GENERATION
from trivet.families.requirements import is_integer
from trivet.families.seq2seq import Seq2SeqConfig, Seq2SeqFamily
from trivet.layout import ParamSpec

if TYPE_CHECKING:
    import numpy as np


class M2M100Config(Seq2SeqConfig):
    """Configuration of an M2M-100 model (Fan et al., 2020, https://arxiv.org/abs/2010.11125).

    Positions are counted from `pad_token_id + 1`, and skip padding.
    """

    model_type = "m2m_100"
    later_places: ClassVar = (
        "decoder_start_token_id",
        "scale_embedding",
        "pad_token_id",
        "bos_token_id",
        "eos_token_id",
    )
    has_learned_positions = False
    has_embedding_norm = False
    has_final_norm = True
    norms_first = True
    vocab_size: int = 128112
    encoder_layerdrop: float = 0.05
    decoder_layerdrop: float = 0.05
    activation_function: str = "relu"
    attention_dropout: float = 0.1
    decoder_start_token_id: int | None = field(default=2, kw_only=True)
    scale_embedding: bool = field(default=True, kw_only=True)
    pad_token_id: int | None = field(default=1, kw_only=True)
    bos_token_id: int | list[int] | None = field(default=0, kw_only=True)
    eos_token_id: int | list[int] | None = field(default=2, kw_only=True)

    def validate(self) -> None:
        """Refuse configs that the models do not support."""
        super().validate()
        if not is_integer(self.pad_token_id) or not 0 <= self.pad_token_id <= 1:
            reason = f"pad_token_id must be 0 or 1, because positions are counted from it, not {self.pad_token_id!r}"
            raise InvalidConfigError(reason, field="pad_token_id")


class M2M100(Seq2SeqFamily):
    """M2M-100 and its head."""

    config_class, title = M2M100Config, "M2M-100"
    kinds = (CONDITIONAL_GENERATION,)

    def side(self, config: Any, at: str) -> Transformer:
        """Positions have a table of two more rows; that of padding is zero."""
        side, pad, rows = super().side(config, at), config.pad_token_id, config.max_position_embeddings + 2
        table = Embedding("embed_positions", rows, config.d_model, padding=pad)
        sines = Sines(table, written=(), whole=True, skipped=pad + 1, after_padding=pad)
        old = Leftover("embed_positions.weights", (rows, config.d_model))
        return replace(side, embeddings=replace(side.tokens, positions=sines, leftovers=(old,)))

    def conditional_generation(self, config: Any) -> Branch:
        """Scores of words."""
        table = self.output_owner(config) if config.tie_word_embeddings else None
        words = Vocabulary(at="lm_head", inputs=config.d_model, words=config.vocab_size, table=table)
        return Branch(Reads.EACH, (words,))

    def computed(self, param: ParamSpec, dialect: str) -> np.ndarray[Any, Any] | None:
        """As for `Family`: the sines, whose table files of today do not have."""
        if super().computed(param, dialect) is None:
            return None
        from trivet.families.sinusoids import whole_sinusoids  # configs do not import numpy

        rows, size = param.shape
        return whole_sinusoids(rows, size, 1)
