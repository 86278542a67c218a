"""LayoutLM: BERT whose tokens have places on a page."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from trivet.families import encoders
from trivet.families import requirements as must
from trivet.families.bert_heads import BertHeads
from trivet.families.blocks import Embedding, Lookup, TextEmbeddings
from trivet.families.fields import field
from trivet.families.inputs import TEXT

BOXES = "bbox"
_COLUMNS = {"x": ((0,), (2,)), "y": ((1,), (3,)), "h": ((3, 1),), "w": ((2, 0),)}


class LayoutLMConfig(encoders.EncoderConfig):
    """Configuration of a LayoutLM model (Xu et al., 2019, https://arxiv.org/abs/1912.13318).

    Attributes:
        max_2d_position_embeddings: number of places on either axis of a page.
    """

    model_type = "layoutlm"
    max_2d_position_embeddings: int = field(must.POSITIONS, default=1024, after="use_cache", small=12)


class LayoutLM(BertHeads):
    """LayoutLM and its heads. All of them have the pooling layer."""

    config_class, base_prefix, title, tokenizer = LayoutLMConfig, "layoutlm", "LayoutLM", "word_pieces"
    inputs = (TEXT[0], BOXES, *TEXT[1:])
    kinds = encoders.HEADS[:-1]
    tasks: ClassVar = {"pretraining": "ForMaskedLM"}

    def embeddings(self, config: LayoutLMConfig) -> TextEmbeddings:
        """As in BERT, with the edges of each token's box, its height and its width."""
        shape = config.max_2d_position_embeddings, config.hidden_size
        tables = ((Embedding(f"{name}_position_embeddings", *shape), columns) for name, columns in _COLUMNS.items())
        lookups = tuple(Lookup(table, BOXES, columns) for table, columns in tables)
        return replace(super().embeddings(config), lookups=lookups)

    def reads_pooled(self, config: LayoutLMConfig, head: str) -> bool:
        """Always, because files of all heads have the layer."""
        return True
