"""Every head of BERT gives the numbers of `transformers` 4.37.2 from its weights, in whichever dialect they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from checkpoints import read_file

import golden_data
import trivet
from trivet_tf.backend import BACKEND

CASES = golden_data.cases()
WITH_LOSS = [case for case in CASES if "loss" in case.outputs("torch")]
WORDS = "bert/embeddings/word_embeddings/weight"
Flat = Callable[[Any], golden_data.Arrays]


def load(case: golden_data.Case, framework: golden_data.Framework = "tensorflow", **options: Any) -> Any:
    return getattr(trivet, f"TF{case.head}").from_pretrained(case.checkpoint(framework), **options)


def called(head: str, inputs: golden_data.Arrays) -> golden_data.Arrays:
    """The inputs by the names that the TensorFlow class of 4.37 has for them."""
    renamed = {"labels": "next_sentence_label"} if head == "BertForNextSentencePrediction" else {}
    return {renamed.get(name, name): array for name, array in inputs.items()}


@pytest.mark.parametrize("framework", golden_data.FRAMEWORKS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.head)
def test_outputs_are_those_of_the_reference(
    case: golden_data.Case, framework: golden_data.Framework, flat: Flat
) -> None:
    model, report = getattr(trivet, f"TF{case.head}").from_pretrained(
        case.checkpoint(framework), output_loading_info=True
    )
    assert (report.missing, report.unexpected, report.dialect) == ((), (), framework)
    found = flat(model(**called(case.head, case.inputs()), output_hidden_states=True, output_attentions=True))
    expected = case.outputs("torch")
    assert found.keys() == expected.keys()
    for name, array in expected.items():
        assert found[name].shape == array.shape, name
        np.testing.assert_allclose(found[name], array, rtol=0, atol=1e-6 if name == "loss" else 1e-5, err_msg=name)
    for name, array in case.outputs("tensorflow").items():
        wanted = array.mean() if name == "loss" else array  # 4.37 leaves its loss unreduced
        np.testing.assert_allclose(found[name], wanted, rtol=0, atol=1e-5, err_msg=name)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.head)
def test_unwatched_attention_gives_the_same(case: golden_data.Case, flat: Flat) -> None:
    found = flat(load(case)(**case.inputs(labels=False)))
    assert not [name for name in found if name.startswith(("hidden_states", "attentions", "loss"))]
    for name, array in found.items():
        np.testing.assert_allclose(array, case.outputs("torch")[name], rtol=0, atol=1e-5, err_msg=name)


@pytest.mark.parametrize("case", WITH_LOSS, ids=lambda case: case.head)
def test_gradients_are_those_of_the_reference(case: golden_data.Case) -> None:
    model = load(case)
    with tf.GradientTape() as tape:
        loss = model(**called(case.head, case.inputs())).loss
    skeleton, variables = BACKEND.skeleton(model), BACKEND.tensors(model)
    gradients = tape.gradient(loss, [variables[target.name].value for target in skeleton.targets])
    expected = case.gradients()
    assert {target.param.name for target in skeleton.targets} == expected.keys()
    largest = max(np.abs(array).max() for array in expected.values())
    for target, gradient in zip(skeleton.targets, gradients, strict=True):
        canonical = skeleton.dialect.layout(target.param).inverse.view(np.asarray(tf.convert_to_tensor(gradient)))
        wanted = expected[target.param.name]
        if target.name == WORDS:  # PyTorch's class never trains the row of the padding token; TensorFlow's does
            canonical, wanted = canonical[1:], wanted[1:]
        np.testing.assert_allclose(canonical, wanted, rtol=1e-4, atol=1e-6 * largest, err_msg=target.name)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.head)
def test_names_are_those_of_the_reference_and_of_keras(case: golden_data.Case) -> None:
    model = load(case)
    stored = read_file(case.checkpoint("tensorflow") / "model.safetensors")
    own = list(BACKEND.tensors(model))
    assert sorted(own) == sorted(name.removesuffix(":0") for name in stored)
    assert own == [variable.path.removeprefix(f"{model.name}/") for variable in model.weights]


def test_embeddings_stand_in_for_ids(flat: Flat) -> None:
    case = golden_data.Case("BertModel")
    extra = case.extra("inputs_embeds")
    assert extra is not None
    inputs = {name: array for name, array in case.inputs().items() if name != "input_ids"}
    model = load(case)
    output = model(
        **inputs, inputs_embeds=extra.pop("inputs_embeds"), output_hidden_states=True, output_attentions=True
    )
    found = flat(output)
    for name, array in extra.items():
        np.testing.assert_allclose(found[name], array, rtol=0, atol=1e-5, err_msg=name)


@pytest.mark.parametrize("problem_type", ["regression", "multi_label_classification"])
def test_problem_type_selects_the_loss(problem_type: str) -> None:
    case = golden_data.Case("BertForSequenceClassification")
    extra = case.extra("problem_types")
    assert extra is not None
    model = load(case, problem_type=problem_type)
    output = model(**case.inputs(labels=False), labels=extra[f"{problem_type}.labels"])
    np.testing.assert_allclose(np.asarray(output.loss), extra[f"{problem_type}.loss"], rtol=0, atol=1e-6)


def test_next_sentence_labels_go_by_both_names() -> None:
    case = golden_data.Case("BertForNextSentencePrediction")
    model, inputs = load(case), case.inputs(labels=False)
    labels = case.inputs()["labels"]
    assert float(model(**inputs, labels=labels).loss) == float(model(**inputs, next_sentence_label=labels).loss)
