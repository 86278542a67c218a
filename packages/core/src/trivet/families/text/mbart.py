"""mBART: norms precede the sublayers and follow the stacks, and sentences end with the token of their language."""

from __future__ import annotations

from typing import ClassVar

from trivet.families.blocks import Shift
from trivet.families.fields import field
from trivet.families.seq2seq import Seq2SeqConfig, Seq2SeqFamily


class MBartConfig(Seq2SeqConfig):
    """Configuration of an mBART model (Liu et al., 2020, https://arxiv.org/abs/2001.08210)."""

    model_type = "mbart"
    later_places: ClassVar = (
        "classifier_dropout",
        "scale_embedding",
        "pad_token_id",
        "bos_token_id",
        "eos_token_id",
        "forced_eos_token_id",
    )
    has_final_norm = True
    norms_first = True
    pad_token_id: int | None = field(default=1, kw_only=True)
    bos_token_id: int | list[int] | None = field(default=0, kw_only=True)
    eos_token_id: int | list[int] | None = field(default=2, kw_only=True)
    forced_eos_token_id: int | list[int] | None = field(default=2, kw_only=True)


class MBart(Seq2SeqFamily):
    """mBART and its heads."""

    config_class, title = MBartConfig, "mBART"
    shift, reads_source = Shift.LAST, True
    tasks: ClassVar = {
        "pretraining": "ForConditionalGeneration",
        "masked-lm": "ForConditionalGeneration",
    }
