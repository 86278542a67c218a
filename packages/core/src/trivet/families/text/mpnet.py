"""MPNet: a bias by distance that all layers share, no segments, and positions as in RoBERTa."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from trivet.families import encoders
from trivet.families import requirements as must
from trivet.families.blocks import Embedding, Layer, RelativeBias, TextEmbeddings, Transformer
from trivet.families.fields import field
from trivet.families.inputs import TEXT
from trivet.families.text.roberta import Roberta

PADDING, MAX_DISTANCE = 1, 128
"""The padding token by which positions are counted, and the distance of the last bucket, in all models."""


class MPNetConfig(encoders.PlainEncoderConfig):
    """Configuration of an MPNet model (Song et al., 2020, https://arxiv.org/abs/2004.09297).

    Attributes:
        relative_attention_num_buckets: number of buckets of distances, each with a bias of the scores.
    """

    model_type = "mpnet"
    vocab_size: int = 30527
    relative_attention_num_buckets: int = field(must.integer(4, 256), default=32)
    pad_token_id: int | None = field(default=1, kw_only=True, after="relative_attention_num_buckets")
    bos_token_id: int | list[int] | None = field(default=0, kw_only=True, after="pad_token_id")
    eos_token_id: int | list[int] | None = field(default=2, kw_only=True, after="bos_token_id")


class MPNet(Roberta):
    """MPNet and its heads."""

    config_class, base_prefix, title, tokenizer = MPNetConfig, "mpnet", "MPNet", None
    inputs: ClassVar = tuple(name for name in TEXT if name != "token_type_ids")
    kinds = encoders.HEADS

    def base(self, config: MPNetConfig) -> Transformer:
        """The encoder holds the table of biases."""
        shape = config.relative_attention_num_buckets, config.num_attention_heads
        distances = RelativeBias(Embedding("relative_attention_bias", *shape), MAX_DISTANCE, bidirectional=True)
        base = super().base(config)
        return replace(base, stack=replace(base.stack, relative=distances))

    def embeddings(self, config: MPNetConfig) -> TextEmbeddings:
        """Positions begin after padding's, whichever token the config names."""
        table = Embedding("position_embeddings", config.max_position_embeddings, config.hidden_size, padding=PADDING)
        positions = encoders.positions(config, table, skipped=PADDING + 1, after_padding=PADDING)
        return encoders.text_embeddings(config, config.hidden_size, positions=positions)

    def layer(self, config: MPNetConfig, index: int) -> Layer:
        """Attention holds its output projection."""
        layer = super().layer(config, index)
        attention, forward = layer.sublayers
        inner = replace(attention.inner, at="attn", names=("q", "k", "v", "o"))
        return Layer(layer.at, (replace(attention, inner=inner, output=""), forward))
