"""CamemBERT: RoBERTa under names of its own. Its parameters keep RoBERTa's."""

from __future__ import annotations

from trivet.families.text.roberta import Roberta, RobertaConfig


class CamembertConfig(RobertaConfig):
    """Configuration of a CamemBERT model (Martin et al., 2019, https://arxiv.org/abs/1911.03894)."""

    model_type = "camembert"
    vocab_size: int = 30522


class Camembert(Roberta):
    """CamemBERT and its heads."""

    config_class, title, tokenizer = CamembertConfig, "CamemBERT", None
