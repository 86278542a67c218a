"""The BERT heads of the golden data: configurations, inputs and labels.

Options differ between heads so that one which is ignored is seen: activation, LayerNorm epsilon, number of labels.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch

from golden_cases import BATCH, LENGTH, Arrays, CaseSpec, Maker, encoder_inputs, labels
from golden_data import LABELS, SUBFOLDERS
from golden_reference import class_of, largest_difference, load, run_tensorflow
from golden_torch import run

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


def specs(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """One case per head, in every framework's every form."""
    maker = Maker(model_type, TINY, seed, changes={"older_containers": True, "every_output": True})
    for head, options in HEADS.items():
        rng = maker.rng(head)
        inputs = encoder_inputs(head, rng, TINY["vocab_size"], pad=0, segments=TINY["type_vocab_size"])
        mask = inputs["attention_mask"]
        inputs["position_ids"] = rng.integers(0, TINY["max_position_embeddings"], mask.shape)
        inputs |= labels(head, mask, rng, TINY["vocab_size"])
        renamed = {"labels": "next_sentence_label"} if head == "BertForNextSentencePrediction" else {}
        yield maker.case(head, inputs, options, tf_names=renamed)


def write_extras(spec: CaseSpec, folder: Path) -> None:
    """Calls that only one head has: embeddings in place of ids, and the other problem types."""
    if spec.head == "BertModel":
        np.savez_compressed(folder / "inputs_embeds.npz", **run_on_embeddings(spec, folder))
    if spec.head == "BertForSequenceClassification":
        np.savez_compressed(folder / "problem_types.npz", **losses_of_problem_types(spec, folder))


def run_on_embeddings(spec: CaseSpec, folder: Path) -> Arrays:
    """Random `inputs_embeds` `[batch, length, hidden]` and what they give; other inputs as in `inputs.npz`."""
    rng = np.random.default_rng((*spec.seed, 2))
    embeds = rng.normal(0.0, 1.0, (BATCH, LENGTH, TINY["hidden_size"])).astype(np.float32)
    inputs = {**spec.inputs, "inputs_embeds": embeds}
    del inputs["input_ids"]
    checkpoint = folder / SUBFOLDERS["torch"]
    outputs = run(class_of("torch", spec.head).from_pretrained(checkpoint), inputs)
    largest_difference(outputs, run_tensorflow(load("tensorflow", spec.head, checkpoint), inputs))
    return {"inputs_embeds": embeds, **outputs}


def losses_of_problem_types(spec: CaseSpec, folder: Path) -> Arrays:
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
            loss = run(model, {**inputs, "labels": values})["loss"]
        arrays |= {f"{problem_type}.labels": values, f"{problem_type}.loss": loss}
    return arrays
