"""The BERT heads of the golden data: configurations, inputs and labels.

Options differ between heads so that one which is ignored is seen: activation, LayerNorm epsilon, number of labels.
"""

import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from transformers import BertConfig

from golden_data import LABELS, SUBFOLDERS
from golden_reference import Arrays, HeadSpec, class_of, largest_difference, load, run_tensorflow, run_torch

TINY = {
    "vocab_size": 61,
    "hidden_size": 16,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 24,
    "max_position_embeddings": 32,
    "type_vocab_size": 2,
}

# An epsilon far above the usual 1e-12 moves the outputs visibly.
HEADS: dict[str, dict[str, object]] = {
    "BertModel": {"layer_norm_eps": 0.1},
    "BertForPreTraining": {"hidden_act": "gelu_new"},
    "BertForMaskedLM": {"layer_norm_eps": 0.1},
    "BertForSequenceClassification": {"num_labels": 3, "problem_type": "single_label_classification"},
    "BertForTokenClassification": {"num_labels": 3, "hidden_act": "relu"},
    "BertForQuestionAnswering": {"hidden_act": "silu", "layer_norm_eps": 0.1},
    "BertForMultipleChoice": {"hidden_act": "gelu_new"},
    "BertForNextSentencePrediction": {"classifier_dropout": 0.3},
}

BATCH, CHOICES, LENGTH = 3, 2, 7
PADDED = (0, 2, 4)
"""Padding at the end of each row of the batch, in tokens."""
IGNORED = -100


def specs(seed: int) -> Iterator[HeadSpec]:
    """One specification per head; a head's data depends on its own name and the seed only."""
    for head, options in HEADS.items():
        head_seed = (seed, zlib.crc32(head.encode()))
        rng = np.random.default_rng((*head_seed, 1))
        renamed = {"labels": "next_sentence_label"} if head == "BertForNextSentencePrediction" else {}
        inputs = model_inputs(head, rng)
        inputs |= labels(head, inputs, rng)
        yield HeadSpec(head, BertConfig(**TINY, **options), inputs, head_seed, renamed)


def model_inputs(head: str, rng: np.random.Generator) -> Arrays:
    """Token ids, mask, segments and positions `[batch, length]`, or `[batch, choices, length]` for multiple choice."""
    shape = (BATCH, CHOICES, LENGTH) if head == "BertForMultipleChoice" else (BATCH, LENGTH)
    lengths = np.array([LENGTH - padded for padded in PADDED]).reshape(BATCH, *[1] * (len(shape) - 1))
    mask = np.zeros(shape, np.int64) + (np.arange(LENGTH) < lengths)
    return {
        "input_ids": rng.integers(1, TINY["vocab_size"], shape) * mask,  # id 0 pads
        "attention_mask": mask,
        "token_type_ids": rng.integers(0, TINY["type_vocab_size"], shape),
        "position_ids": rng.integers(0, TINY["max_position_embeddings"], shape),
    }


def labels(head: str, inputs: Arrays, rng: np.random.Generator) -> Arrays:
    """Labels as the PyTorch class names them; padding and every third token are ignored where tokens are labelled."""
    mask = inputs["attention_mask"]
    labelled = (mask == 1) & (np.arange(LENGTH) % 3 != 2)

    def of_tokens(classes: int) -> np.ndarray:
        return np.where(labelled, rng.integers(0, classes, mask.shape), IGNORED)

    def of_rows(classes: int) -> np.ndarray:
        return rng.integers(0, classes, BATCH)

    match head:
        case "BertForPreTraining":
            return {"labels": of_tokens(TINY["vocab_size"]), "next_sentence_label": of_rows(2)}
        case "BertForMaskedLM":
            return {"labels": of_tokens(TINY["vocab_size"])}
        case "BertForTokenClassification":
            return {"labels": of_tokens(3)}
        case "BertForQuestionAnswering":
            shortest = LENGTH - max(PADDED)
            return {"start_positions": of_rows(shortest), "end_positions": of_rows(shortest)}
        case "BertForSequenceClassification":
            return {"labels": of_rows(3)}
        case "BertForMultipleChoice" | "BertForNextSentencePrediction":
            return {"labels": of_rows(2)}
        case _:
            return {}


def write_extras(spec: HeadSpec, folder: Path) -> None:
    """Calls that only one head has: embeddings in place of ids, and the other problem types."""
    if spec.head == "BertModel":
        np.savez_compressed(folder / "inputs_embeds.npz", **run_on_embeddings(spec, folder))
    if spec.head == "BertForSequenceClassification":
        np.savez_compressed(folder / "problem_types.npz", **losses_of_problem_types(spec, folder))


def run_on_embeddings(spec: HeadSpec, folder: Path) -> Arrays:
    """Random `inputs_embeds` `[batch, length, hidden]` and what they give; other inputs as in `inputs.npz`."""
    rng = np.random.default_rng((*spec.seed, 2))
    embeds = rng.normal(0.0, 1.0, (BATCH, LENGTH, TINY["hidden_size"])).astype(np.float32)
    inputs = {**spec.inputs, "inputs_embeds": embeds}
    del inputs["input_ids"]
    checkpoint = folder / SUBFOLDERS["torch"]
    outputs = run_torch(class_of("torch", spec.head).from_pretrained(checkpoint), inputs)
    largest_difference(outputs, run_tensorflow(load("tensorflow", spec.head, checkpoint), inputs))
    return {"inputs_embeds": embeds, **outputs}


def losses_of_problem_types(spec: HeadSpec, folder: Path) -> Arrays:
    """`<problem type>.labels` and `.loss` of the same weights under another `problem_type` (PyTorch only has it)."""
    rng = np.random.default_rng((*spec.seed, 3))
    labels_of_type = {
        "multi_label_classification": rng.integers(0, 2, (BATCH, 3)).astype(np.float32),
        "regression": rng.normal(0.0, 1.0, (BATCH, 3)).astype(np.float32),
    }
    inputs = {name: array for name, array in spec.inputs.items() if name not in LABELS}
    arrays: Arrays = {}
    for problem_type, values in labels_of_type.items():
        model = class_of("torch", spec.head).from_pretrained(folder / SUBFOLDERS["torch"], problem_type=problem_type)
        with torch.no_grad():
            loss = run_torch(model, {**inputs, "labels": values})["loss"]
        arrays |= {f"{problem_type}.labels": values, f"{problem_type}.loss": loss}
    return arrays
