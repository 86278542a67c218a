"""CamemBERT: RoBERTa under names of its own. Its parameters keep RoBERTa's."""

from __future__ import annotations

from typing import Any, ClassVar

from trivet.families.roberta import Roberta, RobertaConfig


class CamembertConfig(RobertaConfig):
    """Configuration of a CamemBERT model (Martin et al., 2019, https://arxiv.org/abs/1911.03894)."""

    model_type: ClassVar[str] = "camembert"

    def __init__(self, vocab_size: int = 30522, **kwargs: Any) -> None:
        super().__init__(vocab_size, **kwargs)


class Camembert(Roberta):
    """CamemBERT and its heads."""

    model_type, config_class = "camembert", CamembertConfig
    name, title = "Camembert", "CamemBERT"
