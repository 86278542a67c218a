"""BERT: config and parameter list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from trivet.families.blocks import Activation, Branch, Linear, Norm, Reads, Steps, Vocabulary
from trivet.families.encoders import EncoderConfig, EncoderFamily
from trivet.families.heads import (
    MASKED_LM,
    MULTIPLE_CHOICE,
    NEXT_SENTENCE,
    PRETRAINING,
    QUESTION_ANSWERING,
    SEQUENCE_CLASSIFICATION,
    TOKEN_CLASSIFICATION,
)
from trivet.layout.dialect import number_lists


class BertConfig(EncoderConfig):
    """Configuration of a BERT model (Devlin et al., 2018, https://arxiv.org/abs/1810.04805)."""

    model_type: ClassVar[str] = "bert"


# What holds `output_weights` and `output_bias`, and the transform of the masked-LM head, in the original release.
_RELEASED_HEADS: Mapping[str, str] = {
    "cls/predictions": "mlm___cls/predictions",
    "cls/predictions/transform/dense": "mlm___cls/predictions/transform/dense",
    "cls/predictions/transform/LayerNorm": "mlm___cls/predictions/transform/LayerNorm",
    "cls/seq_relationship": "nsp___cls/seq_relationship",
    "cls/squad": "qa_outputs",
    "": "classifier",
}


class Bert(EncoderFamily):
    """BERT and its heads."""

    model_type, config_class, base_prefix = "bert", BertConfig, "bert"
    name, title = "Bert", "BERT"
    kinds = (
        PRETRAINING,
        MASKED_LM,
        SEQUENCE_CLASSIFICATION,
        TOKEN_CLASSIFICATION,
        QUESTION_ANSWERING,
        MULTIPLE_CHOICE,
        NEXT_SENTENCE,
    )

    def masked_lm(self, config: BertConfig) -> Branch:
        """Scores of words."""
        size = config.hidden_size
        norm = Norm("LayerNorm", size, config.layer_norm_eps)
        transform = Steps("transform", (Linear("dense", size, size), Activation(config.hidden_act), norm))
        words = Vocabulary(
            at="decoder", inputs=size, words=config.vocab_size, table=self.table(config), outer_bias="bias"
        )
        return Branch(Reads.EACH, (Steps("cls.predictions", (transform, words)),))

    def next_sentence(self, config: BertConfig) -> Branch:
        """Whether the second sentence follows the first."""
        return Branch(Reads.POOLED, (Linear("cls.seq_relationship", config.hidden_size, 2),))

    def pretraining(self, config: BertConfig) -> tuple[Branch, ...]:
        """Both."""
        return self.masked_lm(config), self.next_sentence(config)

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

    def tensorflow_path(self, module: str) -> str:
        """The two halves of `cls` are layers of their own in TF, each with the half's name before it."""
        path = number_lists(module)
        if path.startswith("cls/predictions"):
            return f"mlm___{path}"
        if path.startswith("cls/seq_relationship"):
            return f"nsp___{path}"
        return path
