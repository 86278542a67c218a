"""The cases of further encoders in the golden data: relatives of BERT and RoBERTa, and embedders.

Two configurations of each family turn on between them every option that it has, and heads differ in options.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from make_heads_encoders import DECODER, Decoders

from golden_cases import CLASSES, Arrays, CaseSpec, Maker

TINY = {
    "vocab_size": 37,
    "hidden_size": 16,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 20,
    "max_position_embeddings": 20,
}
FROM_ONE = {"pad_token_id": 1, "bos_token_id": 0, "eos_token_id": 2}
ONE = {"num_hidden_layers": 1}
LABELLED = {**ONE, "num_labels": CLASSES}


def specs(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """The cases of one of the families."""
    yield from FAMILIES[model_type](model_type, seed)


def mpnet(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head. PyTorch's class knows no other number of buckets than 32; TensorFlow's always has a pooling layer."""
    make = Maker(model_type, {**TINY, **FROM_ONE}, seed, pad=1).encoder
    yield make("MPNetModel", {"layer_norm_eps": 0.1}, inner=True)
    yield make("MPNetForMaskedLM", {"hidden_act": "relu"})
    yield make("MPNetForSequenceClassification", LABELLED)
    yield make("MPNetForTokenClassification", LABELLED)
    yield make("MPNetForQuestionAnswering", ONE)
    yield make("MPNetForMultipleChoice", ONE, dialects=True)


def xlm_roberta_xl(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head."""
    prefix, tiny = "XLMRobertaXL", {**TINY, **FROM_ONE, "type_vocab_size": 2}
    make = Decoders(model_type, tiny, seed, pad=1)
    yield from classifiers(make, prefix)
    yield make.decoder(f"{prefix}ForCausalLM", {**ONE, **DECODER})
    yield make.crossing(f"{prefix}ForCausalLM-cross", {**ONE, "layer_norm_eps": 0.1}, inner=True)


def megatron_bert(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head."""
    prefix, make = "MegatronBert", Decoders(model_type, {**TINY, "type_vocab_size": 2}, seed)
    yield from classifiers(make, prefix)
    yield make.encoder(f"{prefix}ForPreTraining", {**ONE, "layer_norm_eps": 0.1})
    yield make.encoder(f"{prefix}ForNextSentencePrediction", ONE)
    yield make.decoder(f"{prefix}ForCausalLM", {**ONE, **DECODER})
    yield make.crossing(f"{prefix}ForCausalLM-cross", {**ONE, "layer_norm_eps": 0.1}, inner=True)


def ernie(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head, with and without tasks."""
    prefix, make = "Ernie", Tasked(model_type, {**TINY, "type_vocab_size": 2, "task_type_vocab_size": 5}, seed)
    tasks = {"use_task_id": True}
    yield from classifiers(make, prefix, **tasks)
    yield make.encoder(f"{prefix}ForPreTraining", {**ONE, **tasks, "layer_norm_eps": 0.1})
    yield make.encoder(f"{prefix}ForNextSentencePrediction", ONE)
    yield make.decoder(f"{prefix}ForCausalLM", {**ONE, **DECODER})
    yield make.crossing(f"{prefix}ForCausalLM-cross", {**ONE, **tasks, "layer_norm_eps": 0.1}, inner=True)


class Tasked(Decoders):
    """Cases of encoders whose inputs name tasks, where the options have any."""

    __slots__ = ()

    def case(self, name: str, inputs: Arrays, options: Mapping[str, Any] | None = None, **fields: Any) -> CaseSpec:
        """As for `Maker`. The class that chooses takes no tasks of its choices."""
        rng, shape = np.random.default_rng((*self.seed_of(name), 7)), inputs["input_ids"].shape
        if (options or {}).get("use_task_id") and len(shape) == 2:
            inputs = {**inputs, "task_type_ids": rng.integers(0, self.tiny["task_type_vocab_size"], shape)}
        return super(Decoders, self).case(name, inputs, options, **fields)


class Boxed(Maker):
    """Cases of encoders whose tokens have places on a page."""

    __slots__ = ()

    def case(self, name: str, inputs: Arrays, options: Mapping[str, Any] | None = None, **fields: Any) -> CaseSpec:
        """As for `Maker`. Of a box, left and top are smaller than right and bottom."""
        rng, shape = np.random.default_rng((*self.seed_of(name), 7)), inputs["input_ids"].shape
        boxes = rng.integers(0, self.tiny["max_2d_position_embeddings"], (*shape, 2, 2))
        inputs = {**inputs, "bbox": np.sort(boxes, -2).reshape(*shape, 4)}
        return super().case(name, inputs, options, **fields)


def layoutlm(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head."""
    tiny = {**TINY, "type_vocab_size": 2, "max_2d_position_embeddings": 11}
    make, prefix = Boxed(model_type, tiny, seed).encoder, "LayoutLM"
    yield make(f"{prefix}Model", {"layer_norm_eps": 0.1}, inner=True)
    yield make(f"{prefix}ForMaskedLM", {"hidden_act": "relu"}, dialects=True)
    yield make(f"{prefix}ForSequenceClassification", LABELLED)
    yield make(f"{prefix}ForTokenClassification", LABELLED)
    yield make(f"{prefix}ForQuestionAnswering", ONE)


def classifiers(make: Maker, prefix: str, **options: Any) -> Iterator[CaseSpec]:
    """The base model and the heads that nearly all encoders have."""
    yield make.encoder(f"{prefix}Model", {**options, "layer_norm_eps": 0.1}, inner=True)
    yield make.encoder(f"{prefix}ForMaskedLM", {**options, "hidden_act": "relu"})
    yield make.encoder(f"{prefix}ForSequenceClassification", {**options, **LABELLED})
    yield make.encoder(f"{prefix}ForTokenClassification", {**options, **LABELLED})
    yield make.encoder(f"{prefix}ForQuestionAnswering", {**options, **ONE})
    yield make.encoder(f"{prefix}ForMultipleChoice", {**options, **ONE, "layer_norm_eps": 0.1})


FAMILIES = {
    "mpnet": mpnet,
    "xlm-roberta-xl": xlm_roberta_xl,
    "megatron-bert": megatron_bert,
    "ernie": ernie,
    "layoutlm": layoutlm,
}
