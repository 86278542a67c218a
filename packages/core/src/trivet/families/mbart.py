"""mBART: config and parameter list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from trivet.families.seq2seq import Seq2SeqArchitecture, Seq2SeqConfig

_DEFAULTS = {"pad_token_id": 1, "bos_token_id": 0, "eos_token_id": 2, "forced_eos_token_id": 2}


class MBartConfig(Seq2SeqConfig):
    """Configuration of an mBART model (Liu et al., 2020, https://arxiv.org/abs/2001.08210)."""

    model_type: ClassVar[str] = "mbart"
    has_final_norm: ClassVar[bool] = True
    norms_first: ClassVar[bool] = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**_DEFAULTS, **kwargs})


class MBartArchitecture(Seq2SeqArchitecture):
    """Parameters of mBART and its heads."""

    model_type = "mbart"
    config_class = MBartConfig
    heads = (
        "MBartModel",
        "MBartForConditionalGeneration",
        "MBartForSequenceClassification",
        "MBartForQuestionAnswering",
    )
    tasks: ClassVar[Mapping[str, str]] = {
        "pretraining": "MBartForConditionalGeneration",
        "masked-lm": "MBartForConditionalGeneration",
    }
