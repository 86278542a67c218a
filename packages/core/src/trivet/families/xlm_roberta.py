"""XLM-RoBERTa: RoBERTa under names of its own. Its parameters keep RoBERTa's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from trivet.families.roberta import RobertaArchitecture, RobertaConfig, roberta_heads, without_pooler


class XLMRobertaConfig(RobertaConfig):
    """Configuration of a XLM-RoBERTa model (Conneau et al., 2019, https://arxiv.org/abs/1911.02116)."""

    model_type: ClassVar[str] = "xlm-roberta"

    def __init__(self, vocab_size: int = 30522, **kwargs: Any) -> None:
        super().__init__(vocab_size, **kwargs)


class XLMRobertaArchitecture(RobertaArchitecture):
    """Parameters of XLM-RoBERTa and its heads."""

    model_type = "xlm-roberta"
    config_class: ClassVar[type[RobertaConfig]] = XLMRobertaConfig
    heads = roberta_heads("XLMRoberta")
    omits: ClassVar[Mapping[str, tuple[str, ...]]] = without_pooler(heads)
    tasks: ClassVar[Mapping[str, str]] = {"pretraining": "XLMRobertaForMaskedLM"}
