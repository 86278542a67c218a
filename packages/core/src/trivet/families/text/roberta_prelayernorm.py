"""RoBERTa-PreLayerNorm: RoBERTa with a norm before each sublayer instead of after it, and one at the end."""

from __future__ import annotations

from dataclasses import replace

from trivet.families.blocks import Layer, Norm, Transformer
from trivet.families.encoders import norms_first
from trivet.families.text.roberta import Roberta, RobertaConfig


class RobertaPreLayerNormConfig(RobertaConfig):
    """Configuration of a RoBERTa-PreLayerNorm model (Ott et al., 2019, https://arxiv.org/abs/1904.01038)."""

    model_type = "roberta-prelayernorm"


class RobertaPreLayerNorm(Roberta):
    """RoBERTa-PreLayerNorm and its heads."""

    config_class, base_prefix, title = RobertaPreLayerNormConfig, "roberta_prelayernorm", "RoBERTa-PreLayerNorm"

    def base(self, config: RobertaPreLayerNormConfig) -> Transformer:
        """The final norm belongs to the model: it is not applied to `hidden_states`."""
        return replace(super().base(config), norm=Norm("LayerNorm", config.hidden_size, config.layer_norm_eps))

    def layer(self, config: RobertaPreLayerNormConfig, index: int) -> Layer:
        """The feed-forward's norm is part of its first module."""
        return norms_first(super().layer(config, index), "LayerNorm", "intermediate.LayerNorm")
