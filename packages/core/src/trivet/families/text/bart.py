"""BART: norms follow the sublayers, and positions are learned."""

from __future__ import annotations

from typing import ClassVar

from trivet.families.fields import field
from trivet.families.seq2seq import Seq2SeqConfig, Seq2SeqFamily


class BartConfig(Seq2SeqConfig):
    """Configuration of a BART model (Lewis et al., 2019, https://arxiv.org/abs/1910.13461)."""

    model_type = "bart"
    later_places: ClassVar = (
        "classifier_dropout",
        "scale_embedding",
        "use_cache",
        "num_labels",
        "pad_token_id",
        "bos_token_id",
        "eos_token_id",
        "is_encoder_decoder",
        "decoder_start_token_id",
        "forced_eos_token_id",
    )
    use_cache: bool = field(default=True, kw_only=True)
    num_labels: int = field(default=3, kw_only=True)
    pad_token_id: int | None = field(default=1, kw_only=True)
    bos_token_id: int | list[int] | None = field(default=0, kw_only=True)
    eos_token_id: int | list[int] | None = field(default=2, kw_only=True)
    decoder_start_token_id: int | None = field(default=2, kw_only=True)
    forced_eos_token_id: int | list[int] | None = field(default=2, kw_only=True)


class Bart(Seq2SeqFamily):
    """BART and its heads."""

    config_class, title, tokenizer = BartConfig, "BART", "marked_byte_pairs"
    reads_source = True
    tasks: ClassVar = {
        "pretraining": "ForConditionalGeneration",
        "masked-lm": "ForConditionalGeneration",
    }
