"""DeBERTa: scores of words and distances apart from those of words and words."""

from __future__ import annotations

from typing import Any, ClassVar

from trivet.families import encoders
from trivet.families.blocks import Attention, Disentangled, Fused
from trivet.families.disentangled import DisentangledConfig, DisentangledFamily


class DebertaConfig(DisentangledConfig):
    """Configuration of a DeBERTa model (He et al., 2020, https://arxiv.org/abs/2006.03654)."""

    model_type = "deberta"
    vocab_size: int = 50265

    def validate(self) -> None:
        """Refuse what the models here would compute wrongly."""
        super().validate()
        self.require_only("talking_head", False, None)


class Deberta(DisentangledFamily):
    """DeBERTa and its heads."""

    config_class, base_prefix, title = DebertaConfig, "deberta", "DeBERTa"
    kinds = encoders.HEADS[:-1]
    position_names: ClassVar = ("pos_proj", "pos_q_proj")
    key_bias = False

    def distances(self, config: Any) -> Disentangled | None:
        """Each distance has vectors of its own."""
        return self.distances_of(config, buckets=None, norm=None, is_shared=False)

    def attention(self, config: Any, index: int, **facts: Any) -> Attention:
        """Queries, keys and values of each head one after the other; keys have no bias."""
        facts |= {"names": ("in_proj", "dense"), "fused": Fused(groups=config.num_attention_heads), "bias": False}
        return super().attention(config, index, own_biases=("q_bias", "v_bias"), **facts)
