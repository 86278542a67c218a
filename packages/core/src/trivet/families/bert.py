"""BERT: config and parameter list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from trivet.families.architecture import Architecture
from trivet.families.encoders import EncoderConfig, encoder, task_outputs, text_embeddings
from trivet.families.spec import Specs, layer_norm, linear, raw, under, vocabulary_linear
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


class BertArchitecture(Architecture):
    """Parameters of BERT and its heads."""

    model_type = "bert"
    config_class = BertConfig
    base_prefix = "bert"
    heads = (
        "BertModel",
        "BertForPreTraining",
        "BertForMaskedLM",
        "BertForSequenceClassification",
        "BertForTokenClassification",
        "BertForQuestionAnswering",
        "BertForMultipleChoice",
        "BertForNextSentencePrediction",
    )
    omits: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "BertForMaskedLM": ("bert.pooler",),
        "BertForTokenClassification": ("bert.pooler",),
        "BertForQuestionAnswering": ("bert.pooler",),
    }

    def base_parameters(self, config: BertConfig) -> Specs:
        """Embeddings, encoder, pooler."""
        size = config.hidden_size
        return under("bert", text_embeddings(config, size), encoder(config), linear("pooler.dense", size, size))

    def head_parameters(self, config: BertConfig, head: str) -> Specs:
        """What follows the base model."""
        if head in ("BertForPreTraining", "BertForMaskedLM"):
            yield from self._predictions(config)
        if head in ("BertForPreTraining", "BertForNextSentencePrediction"):
            yield from linear("cls.seq_relationship", config.hidden_size, 2)
        yield from task_outputs(config, head, linear("classifier", config.hidden_size, config.num_labels))

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

    def _predictions(self, config: BertConfig) -> Specs:
        yield from raw("cls.predictions.bias", config.vocab_size)
        yield from linear("cls.predictions.transform.dense", config.hidden_size, config.hidden_size)
        yield from layer_norm("cls.predictions.transform.LayerNorm", config.hidden_size)
        table = "bert.embeddings.word_embeddings.weight" if config.tie_word_embeddings else None
        yield from vocabulary_linear(
            "cls.predictions.decoder", config.hidden_size, config.vocab_size, table=table, bias="cls.predictions.bias"
        )
