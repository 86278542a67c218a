"""XLM-RoBERTa: RoBERTa under names of its own. Its parameters keep RoBERTa's."""

from __future__ import annotations

from trivet.families.text.roberta import Roberta, RobertaConfig


class XLMRobertaConfig(RobertaConfig):
    """Configuration of a XLM-RoBERTa model (Conneau et al., 2019, https://arxiv.org/abs/1911.02116)."""

    model_type = "xlm-roberta"
    vocab_size: int = 30522


class XLMRoberta(Roberta):
    """XLM-RoBERTa and its heads."""

    config_class, title, tokenizer = XLMRobertaConfig, "XLM-RoBERTa", None
