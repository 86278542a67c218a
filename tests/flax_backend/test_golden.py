"""The numbers of the reference library: every head, from every dialect's files."""

from __future__ import annotations

from typing import Any

import jax
import numpy as np
import pytest

import trivet
from golden_data import FRAMEWORKS, Case, Framework, cases
from trivet.dialects import FLAX, IDENTITY
from trivet.dialects.ops import between
from trivet_flax.params import flatten

CASES = cases()
# Pre-training has the losses of masked language modelling and next sentences in it.
WITH_LOSS = [
    case for case in CASES if case.gradients() and case.head not in ("BertForMaskedLM", "BertForNextSentencePrediction")
]


def load(case: Case, framework: Framework = "torch", **options: Any) -> Any:
    return getattr(trivet, f"Flax{case.head}").from_pretrained(case.checkpoint(framework), **options)


def flat(outputs: Any) -> dict[str, np.ndarray[Any, Any]]:
    """As golden data has them: members of a tuple as `name.0`, `name.1`."""
    found: dict[str, np.ndarray[Any, Any]] = {}
    for name, value in outputs.items():
        members = {f"{name}.{i}": each for i, each in enumerate(value)} if isinstance(value, tuple) else {name: value}
        found |= {key: np.asarray(each) for key, each in members.items()}
    return found


def assert_close(found: dict[str, Any], expected: dict[str, Any], tolerance: float = 1e-5) -> None:
    assert found.keys() == expected.keys()
    for name, array in expected.items():
        np.testing.assert_allclose(found[name], array, rtol=0, atol=tolerance, err_msg=name)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.head)
def test_gives_every_output_of_the_reference(case: Case) -> None:
    model = load(case)
    found = flat(model(**case.inputs(), output_hidden_states=True, output_attentions=True))
    assert_close(found, case.outputs("torch"))
    if "loss" in found:
        assert abs(found["loss"] - case.outputs("torch")["loss"]) <= 1e-6
    without_labels = case.outputs("flax")
    assert_close({name: found[name] for name in without_labels}, without_labels)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.head)
def test_fused_attention_gives_the_same_outputs(case: Case) -> None:
    found = flat(load(case)(**case.inputs()))
    assert_close(found, {name: array for name, array in case.outputs("torch").items() if "." not in name})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.head)
@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_loads_the_reference_files_of_every_framework(case: Case, framework: Framework) -> None:
    model, report = load(case, framework, output_loading_info=True)
    assert (report.missing, report.mismatched, report.unexpected) == ((), (), ())
    assert report.dialect == framework
    own = dict(flatten(load(case, "flax").params))
    for name, array in flatten(model.params):
        np.testing.assert_array_equal(array, own[name], err_msg=name)


@pytest.mark.parametrize("case", WITH_LOSS, ids=lambda case: case.head)
def test_gradients_of_the_loss_are_those_of_the_reference(case: Case) -> None:
    model, inputs = load(case), case.inputs()
    found = dict(flatten(jax.jit(jax.grad(lambda params: model(**inputs, params=params).loss))(model.params)))
    params = {FLAX.encode(param, None): param for param in _parameters(case)}  # type: ignore[arg-type]
    expected = case.gradients()
    assert {params[name].name for name in found} == set(expected)
    for name, gradient in found.items():
        back = between(FLAX.layout(params[name]), IDENTITY)
        wanted = expected[params[name].name]
        scale = max(float(np.abs(wanted).max()), 1e-3)
        np.testing.assert_allclose(back.view(np.asarray(gradient)), wanted, rtol=0, atol=1e-4 * scale, err_msg=name)


def _parameters(case: Case) -> Any:
    from trivet.plugins import architecture

    family = architecture("bert")
    return family.parameters(family.config_class.from_dict(case.config), case.head)


def test_embeddings_in_place_of_ids_give_the_outputs_of_the_reference() -> None:
    case = Case("BertModel")
    extra = case.extra("inputs_embeds")
    assert extra is not None
    inputs = {**case.inputs(), "inputs_embeds": extra.pop("inputs_embeds"), "input_ids": None}
    assert_close(flat(load(case)(**inputs, output_hidden_states=True, output_attentions=True)), extra)


@pytest.mark.parametrize("problem_type", ["regression", "multi_label_classification"])
def test_problem_types_give_the_loss_of_the_reference(problem_type: str) -> None:
    case = Case("BertForSequenceClassification")
    extra = case.extra("problem_types")
    assert extra is not None
    model = load(case, problem_type=problem_type)
    loss = model(**case.inputs(labels=False), labels=extra[f"{problem_type}.labels"]).loss
    assert abs(float(loss) - float(extra[f"{problem_type}.loss"])) <= 1e-6


def test_ids_and_labels_that_the_reference_ignores_are_ignored() -> None:
    case = Case("BertForMaskedLM")
    model, inputs = load(case), case.inputs()
    other = dict(inputs)
    other["input_ids"] = np.where(inputs["attention_mask"] == 1, inputs["input_ids"], 7)
    assert abs(float(model(**other).loss) - float(case.outputs("torch")["loss"])) <= 1e-6
