"""BART: config and parameter list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from trivet.families.seq2seq import Seq2SeqConfig, Seq2SeqFamily


class BartConfig(Seq2SeqConfig):
    """Configuration of a BART model (Lewis et al., 2019, https://arxiv.org/abs/1910.13461)."""

    model_type: ClassVar[str] = "bart"

    def __init__(
        self,
        *,
        num_labels: int | None = 3,
        pad_token_id: int | None = 1,
        bos_token_id: int | None = 0,
        eos_token_id: int | list[int] | None = 2,
        decoder_start_token_id: int | None = 2,
        forced_eos_token_id: int | list[int] | None = 2,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            num_labels=num_labels if kwargs.get("id2label") is None else None,
            pad_token_id=pad_token_id,
            bos_token_id=bos_token_id,
            eos_token_id=eos_token_id,
            decoder_start_token_id=decoder_start_token_id,
            forced_eos_token_id=forced_eos_token_id,
            **kwargs,
        )


class Bart(Seq2SeqFamily):
    """BART and its heads."""

    model_type, config_class = "bart", BartConfig
    name, title = "Bart", "BART"
    reads_source = True
    tasks: ClassVar[Mapping[str, str]] = {
        "pretraining": "ForConditionalGeneration",
        "masked-lm": "ForConditionalGeneration",
    }
