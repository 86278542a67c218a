"""XLM-RoBERTa: RoBERTa under names of its own. Its parameters keep RoBERTa's."""

from __future__ import annotations

from typing import Any, ClassVar

from trivet.families.roberta import Roberta, RobertaConfig


class XLMRobertaConfig(RobertaConfig):
    """Configuration of a XLM-RoBERTa model (Conneau et al., 2019, https://arxiv.org/abs/1911.02116)."""

    model_type: ClassVar[str] = "xlm-roberta"

    def __init__(self, vocab_size: int = 30522, **kwargs: Any) -> None:
        super().__init__(vocab_size, **kwargs)


class XLMRoberta(Roberta):
    """XLM-RoBERTa and its heads."""

    model_type, config_class = "xlm-roberta", XLMRobertaConfig
    name, title = "XLMRoberta", "XLM-RoBERTa"
