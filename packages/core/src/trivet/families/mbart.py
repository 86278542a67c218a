"""mBART: config and parameter list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from trivet.families.blocks import Shift
from trivet.families.seq2seq import Seq2SeqConfig, Seq2SeqFamily

_DEFAULTS = {"pad_token_id": 1, "bos_token_id": 0, "eos_token_id": 2, "forced_eos_token_id": 2}


class MBartConfig(Seq2SeqConfig):
    """Configuration of an mBART model (Liu et al., 2020, https://arxiv.org/abs/2001.08210)."""

    model_type: ClassVar[str] = "mbart"
    has_final_norm: ClassVar[bool] = True
    norms_first: ClassVar[bool] = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**_DEFAULTS, **kwargs})


class MBart(Seq2SeqFamily):
    """mBART and its heads."""

    model_type, config_class = "mbart", MBartConfig
    name, title = "MBart", "mBART"
    shift, reads_source = Shift.LAST, True
    tasks: ClassVar[Mapping[str, str]] = {
        "pretraining": "ForConditionalGeneration",
        "masked-lm": "ForConditionalGeneration",
    }
