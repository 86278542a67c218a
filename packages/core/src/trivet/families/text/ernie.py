"""ERNIE: BERT with segments that name a task."""

from __future__ import annotations

from dataclasses import replace

from trivet.families import encoders
from trivet.families import requirements as must
from trivet.families.bert_heads import BertHeads
from trivet.families.blocks import Embedding, Lookup, TextEmbeddings
from trivet.families.fields import field
from trivet.families.inputs import TEXT, TEXT_DECODER

TASKS = "task_type_ids"
_BEFORE = TEXT.index("position_ids")


class ErnieConfig(encoders.EncoderConfig):
    """Configuration of an ERNIE model (Sun et al., 2019, https://arxiv.org/abs/1904.09223).

    Attributes:
        use_task_id: whether embeddings of tasks are added, of which there are `task_type_vocab_size`.
    """

    model_type, can_decode = "ernie", True
    task_type_vocab_size: int = field(must.SEGMENTS, default=3, after="type_vocab_size", small=4)
    use_task_id: bool = field(must.FLAG, default=False, after="task_type_vocab_size")


class Ernie(BertHeads):
    """ERNIE and its heads."""

    config_class, base_prefix, title, tokenizer = ErnieConfig, "ernie", "ERNIE", "word_pieces"
    inputs = (*TEXT_DECODER[:_BEFORE], TASKS, *TEXT_DECODER[_BEFORE:])
    kinds = tuple(
        kind.variant(order=(*kind.order[:_BEFORE], TASKS, *kind.order[_BEFORE:])) if kind.generates else kind
        for kind in BertHeads.kinds
    )

    def embeddings(self, config: ErnieConfig) -> TextEmbeddings:
        """As in BERT, with tasks if the config has them."""
        embeddings = super().embeddings(config)
        table = Embedding("task_type_embeddings", config.task_type_vocab_size, config.hidden_size)
        return replace(embeddings, lookups=(Lookup(table, TASKS),)) if config.use_task_id else embeddings
