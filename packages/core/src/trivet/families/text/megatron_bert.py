"""Megatron-BERT: BERT with norms before the sublayers, one after the last layer, and none of the embeddings."""

from __future__ import annotations

from dataclasses import replace

from trivet.families import encoders
from trivet.families.bert_heads import BertHeads
from trivet.families.blocks import Layer, Norm, TextEmbeddings, Transformer


class MegatronBertConfig(encoders.EncoderConfig):
    """Configuration of a Megatron-BERT model (Shoeybi et al., 2019, https://arxiv.org/abs/1909.08053)."""

    model_type, can_decode = "megatron-bert", True
    vocab_size: int = 29056
    hidden_size: int = 1024
    num_hidden_layers: int = 24
    num_attention_heads: int = 16
    intermediate_size: int = 4096


class MegatronBert(BertHeads):
    """Megatron-BERT and its heads."""

    config_class, base_prefix, title, tokenizer = MegatronBertConfig, "bert", "Megatron-BERT", "word_pieces"

    def base(self, config: MegatronBertConfig) -> Transformer:
        """The encoder ends in a norm."""
        base, norm = super().base(config), Norm("ln", config.hidden_size, config.layer_norm_eps)
        return replace(base, stack=replace(base.stack, norm=norm))

    def embeddings(self, config: MegatronBertConfig) -> TextEmbeddings:
        """As in BERT, without a norm."""
        return replace(super().embeddings(config), norm=None)

    def layer(self, config: MegatronBertConfig, index: int) -> Layer:
        """The norms have short names."""
        return encoders.norms_first(super().layer(config, index), "ln", "ln")
