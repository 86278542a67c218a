"""BERT, and the names in its original TF checkpoints."""

from __future__ import annotations

import re
from collections.abc import Mapping

from trivet.families import encoders
from trivet.families.bert_heads import BertHeads


class BertConfig(encoders.EncoderConfig):
    """Configuration of a BERT model (Devlin et al., 2018, https://arxiv.org/abs/1810.04805)."""

    model_type, can_decode = "bert", True


# The owners of `output_weights`, `output_bias` and the transform of the masked-LM head in the original release.
_RELEASED_HEADS: Mapping[str, str] = {
    "cls/predictions": "mlm___cls/predictions",
    "cls/predictions/transform/dense": "mlm___cls/predictions/transform/dense",
    "cls/predictions/transform/LayerNorm": "mlm___cls/predictions/transform/LayerNorm",
    "cls/seq_relationship": "nsp___cls/seq_relationship",
    "cls/squad": "qa_outputs",
    "": "classifier",
}


class Bert(BertHeads):
    """BERT and its heads."""

    config_class, base_prefix, title, tokenizer = BertConfig, "bert", "BERT", "word_pieces"
    kinds = tuple(
        kind.variant(suffix="LMHeadModel", also=("ForCausalLM",)) if kind.generates else kind
        for kind in BertHeads.kinds
    )

    def released_name(self, name: str) -> str | None:
        """As in https://github.com/google-research/bert, tasks fine-tuned by its scripts included."""
        module, _, leaf = name.rpartition("/")
        path = _RELEASED_HEADS.get(module, re.sub(r"/layer_(\d+)", r"/layer_._\1", module))
        if module == "bert/embeddings" and leaf.endswith("_embeddings"):
            return f"{name}/{'weight' if leaf.startswith('word') else 'embeddings'}"
        if not module and not leaf.startswith("output_"):
            return None
        leaf = {"output_weights": "kernel", "output_bias": "bias"}.get(leaf, leaf)
        return f"{path}/{leaf}" if f"{path}/{leaf}" != name else None
