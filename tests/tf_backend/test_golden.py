"""Every class gives the numbers of the reference library from its weights, in whichever dialect they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from checkpoints import read_file

import golden_data
import trivet
from trivet.layout import TENSORFLOW, Kind, ParamSpec
from trivet_tf.backend import BACKEND

CASES = [case for case in golden_data.cases() if f"TF{case.head}" in BACKEND.exports]
DIFFERENTIATED = [case for case in CASES if case.gradients()]
STORED = [(case, framework) for case in CASES for framework in case.frameworks]
Flat = Callable[[Any], golden_data.Arrays]


def name_of(value: Any) -> str:
    return f"{value.family}:{value}" if isinstance(value, golden_data.Case) else str(value)


def load(case: golden_data.Case, framework: golden_data.Framework = "torch", **options: Any) -> Any:
    return getattr(trivet, f"TF{case.head}").from_pretrained(case.checkpoint(framework), **options)


def called(case: golden_data.Case) -> golden_data.Arrays:
    """The inputs by the names that the TensorFlow class of 4.37 has for them."""
    renamed = {"labels": "next_sentence_label"} if case.head == "BertForNextSentencePrediction" else {}
    return {renamed.get(name, name): array for name, array in case.inputs().items()}


@pytest.mark.parametrize(("case", "framework"), STORED, ids=name_of)
def test_outputs_are_those_of_the_reference(
    case: golden_data.Case, framework: golden_data.Framework, flat: Flat
) -> None:
    model, report = load(case, framework, output_loading_info=True)
    assert (report.missing, report.unexpected, report.dialect) == ((), (), framework)
    found = flat(model(**called(case), output_hidden_states=True, output_attentions=True))
    losses = {name: found[name].mean() for name in ("loss", "mc_loss") if name in found}  # as PyTorch has them
    reduced = {**found, **losses}
    golden_data.compare(reduced, case.outputs(), case.tolerance)
    for name, wanted in case.outputs("tensorflow").items():
        if name in losses and (wanted.ndim == 0 or np.isnan(wanted).any()):
            continue  # PyTorch's, of a family that has no file of TensorFlow's; or with rows whose labels 4.37 cannot ignore
        np.testing.assert_allclose(
            np.where(np.isnan(wanted), wanted, found[name]), wanted, rtol=0, atol=case.tolerance, err_msg=name
        )
        assert found[name].shape == wanted.shape, name


@pytest.mark.parametrize("case", [case for case in CASES if not case.name.endswith("-shift")], ids=name_of)
def test_unwatched_attention_gives_the_same(case: golden_data.Case, flat: Flat) -> None:
    found = flat(load(case)(**case.inputs(labels=False)))
    assert not [name for name in found if "hidden_states" in name or "attentions" in name or name == "loss"]
    golden_data.compare(found, {name: case.outputs()[name] for name in found}, case.tolerance)


@pytest.mark.parametrize("case", DIFFERENTIATED, ids=name_of)
def test_gradients_are_those_of_the_reference(case: golden_data.Case) -> None:
    model = load(case)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(model(**called(case)).loss)
    skeleton, variables = BACKEND.skeleton(model), BACKEND.tensors(model)
    trained = [target for target in skeleton.targets if variables[target.name].trainable and not target.param.tied]
    gradients = tape.gradient(loss, [variables[target.name].value for target in trained])
    expected = case.gradients()
    reached = [(target, each) for target, each in zip(trained, gradients, strict=True) if each is not None]
    canonical = {
        target.param.name: skeleton.dialect.layout(target.param).inverse.view(
            np.asarray(tf.convert_to_tensor(gradient))
        )
        for target, gradient in reached
    }
    for target, _ in reached:  # PyTorch may never train the row of the padding token; TensorFlow does
        if padded(target.param, model.config):
            for arrays in (canonical, expected):
                arrays[target.param.name] = np.delete(arrays[target.param.name], model.config.pad_token_id, axis=0)
    golden_data.compare_gradients(canonical, expected)


def padded(param: ParamSpec, config: Any) -> bool:
    """Whether PyTorch's class may hold a row of padding still."""
    if config.pad_token_id is None or param.kind not in (Kind.EMBEDDING, Kind.INDEX_EMBEDDING):
        return False
    parts = [getattr(config, name) for name in getattr(config, "parts", ())] or [config]
    return param.shape[0] in [part.vocab_size for part in parts] or "position_embeddings" in param.name


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_names_are_those_of_the_reference_and_of_keras(case: golden_data.Case) -> None:
    model = load(case)
    owners = {id(variable): name for name, variable in reversed(BACKEND.tensors(model).items())}
    own = [name for name, variable in BACKEND.tensors(model).items() if owners[id(variable)] == name]
    assert own == [variable.path.removeprefix(f"{model.name}/") for variable in model.weights]
    if "tensorflow" in case.frameworks:
        skeleton, stored = BACKEND.skeleton(model), read_file(case.checkpoint("tensorflow") / "model.safetensors")
        unneeded = {TENSORFLOW.encode(each, skeleton.naming) for each in skeleton.known.values() if each.buffer}
        names = {name.removesuffix(":0") for name in stored}
        assert names - unneeded == set(own) - unneeded


def test_embeddings_stand_in_for_ids(flat: Flat) -> None:
    case = golden_data.Case("BertModel", "bert")
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
    np.testing.assert_allclose(np.asarray(output.loss).mean(), extra[f"{problem_type}.loss"], rtol=0, atol=1e-6)


def test_next_sentence_labels_go_by_both_names() -> None:
    case = golden_data.Case("BertForNextSentencePrediction")
    model, inputs = load(case), case.inputs(labels=False)
    labels = case.inputs()["labels"]
    found, expected = model(**inputs, labels=labels).loss, model(**inputs, next_sentence_label=labels).loss
    np.testing.assert_array_equal(found, expected)
