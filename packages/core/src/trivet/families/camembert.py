"""CamemBERT: RoBERTa under names of its own. Its parameters keep RoBERTa's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from trivet.families.roberta import RobertaArchitecture, RobertaConfig, roberta_heads, without_pooler


class CamembertConfig(RobertaConfig):
    """Configuration of a CamemBERT model (Martin et al., 2019, https://arxiv.org/abs/1911.03894)."""

    model_type: ClassVar[str] = "camembert"

    def __init__(self, vocab_size: int = 30522, **kwargs: Any) -> None:
        super().__init__(vocab_size, **kwargs)


class CamembertArchitecture(RobertaArchitecture):
    """Parameters of CamemBERT and its heads."""

    model_type = "camembert"
    config_class: ClassVar[type[RobertaConfig]] = CamembertConfig
    heads = roberta_heads("Camembert")
    omits: ClassVar[Mapping[str, tuple[str, ...]]] = without_pooler(heads)
    tasks: ClassVar[Mapping[str, str]] = {"pretraining": "CamembertForMaskedLM"}
