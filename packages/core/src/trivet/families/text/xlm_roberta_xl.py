"""XLM-RoBERTa-XL: RoBERTa with norms before the sublayers, one after the last layer, and none of the embeddings."""

from __future__ import annotations

from dataclasses import replace

from trivet.families.blocks import Layer, Norm, TextEmbeddings, Transformer
from trivet.families.encoders import norms_first
from trivet.families.text.roberta import Roberta, RobertaConfig


class XLMRobertaXLConfig(RobertaConfig):
    """Configuration of an XLM-RoBERTa-XL model (Goyal et al., 2021, https://arxiv.org/abs/2105.00572)."""

    model_type = "xlm-roberta-xl"
    vocab_size: int = 250880
    hidden_size: int = 2560
    num_hidden_layers: int = 36
    num_attention_heads: int = 32
    intermediate_size: int = 10240
    max_position_embeddings: int = 514
    type_vocab_size: int = 1
    layer_norm_eps: float = 1e-5


class XLMRobertaXL(Roberta):
    """XLM-RoBERTa-XL and its heads."""

    config_class, title, tokenizer = XLMRobertaXLConfig, "XLM-RoBERTa-XL", None

    def base(self, config: XLMRobertaXLConfig) -> Transformer:
        """The encoder ends in a norm."""
        base, norm = super().base(config), Norm("LayerNorm", config.hidden_size, config.layer_norm_eps)
        return replace(base, stack=replace(base.stack, norm=norm))

    def embeddings(self, config: XLMRobertaXLConfig) -> TextEmbeddings:
        """As in RoBERTa, without a norm."""
        return replace(super().embeddings(config), norm=None)

    def layer(self, config: XLMRobertaXLConfig, index: int) -> Layer:
        """The outputs of the feed-forward network are not dropped."""
        layer = norms_first(super().layer(config, index), "self_attn_layer_norm", "LayerNorm")
        *attentions, forward = layer.sublayers
        return Layer(layer.at, (*attentions, replace(forward, dropout=0.0)))
