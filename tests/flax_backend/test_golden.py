"""The numbers of the reference library: every head of every family, from every dialect's files."""

from __future__ import annotations

from typing import Any

import jax
import numpy as np
import pytest

import trivet
from golden_data import Case, Framework, cases, compare, compare_gradients
from trivet.families.registry import architecture
from trivet.layout import FLAX, IDENTITY
from trivet.layout.ops import between
from trivet_flax.backend import BACKEND
from trivet_flax.model.params import flatten

CASES = [case for case in cases() if f"Flax{case.head}" in BACKEND.exports]
STORED = [(case, framework) for case in CASES if case.weights == case.folder for framework in case.frameworks]
# Pre-training has the losses of masked language modelling and next sentences in it.
WITH_LOSS = [
    case for case in CASES if case.gradients() and case.head not in ("BertForMaskedLM", "BertForNextSentencePrediction")
]


def identity(value: Any) -> str:
    return f"{value.family}-{value.name}" if isinstance(value, Case) else str(value)


def load(case: Case, framework: Framework = "torch", **options: Any) -> Any:
    return getattr(trivet, f"Flax{case.head}").from_pretrained(case.checkpoint(framework), **options)


def flat(outputs: Any) -> dict[str, np.ndarray[Any, Any]]:
    """As golden data has them: members of a tuple as `name.0`, `name.1`; caches left out."""
    found: dict[str, np.ndarray[Any, Any]] = {}
    for name, value in outputs.items():
        if name != "past_key_values":
            members = (
                {f"{name}.{i}": each for i, each in enumerate(value)} if isinstance(value, tuple) else {name: value}
            )
            found |= {key: np.asarray(each) for key, each in members.items()}
    return found


@pytest.mark.parametrize("case", CASES, ids=identity)
def test_gives_every_output_of_the_reference(case: Case) -> None:
    model, inputs = load(case), case.inputs()
    expected = case.outputs("torch")
    found = flat(model(**inputs, output_hidden_states=True, output_attentions=True))
    compare(found, expected, case.tolerance)
    # without the weights, attention is fused
    fused = flat(model(**inputs))
    compare(fused, {name: array for name, array in expected.items() if name in fused}, case.tolerance)
    assert "." not in "".join(fused)


@pytest.mark.parametrize(("case", "framework"), STORED, ids=identity)
def test_loads_the_reference_files_of_every_framework(case: Case, framework: Framework) -> None:
    model, report = load(case, framework, output_loading_info=True)
    assert (report.missing, report.mismatched, report.unexpected) == ((), (), ())
    assert report.dialect == framework
    canonical = dict(flatten(load(case).params))
    for name, array in flatten(model.params):
        np.testing.assert_array_equal(array, canonical[name], err_msg=name)


@pytest.mark.parametrize("case", WITH_LOSS, ids=identity)
def test_gradients_of_the_loss_are_those_of_the_reference(case: Case) -> None:
    model, inputs = load(case), case.inputs()
    # not compiled: operations of the same shapes, which other cases have too, are compiled once for all of them
    found = dict(flatten(jax.grad(lambda params: model(**inputs, params=params).loss)(model.params)))
    params = {FLAX.encode(param, family): param for family, param in _parameters(case)}
    expected = case.gradients()
    canonical = {
        params[name].name: between(FLAX.layout(params[name]), IDENTITY).view(np.asarray(gradient))
        for name, gradient in found.items()
    }
    for name in canonical.keys() - expected.keys():
        assert not canonical.pop(name).any(), name  # what the reference does not train, such as `final_logits_bias`
    compare_gradients(canonical, expected)


def _parameters(case: Case) -> Any:
    family = architecture(case.family)
    config = family.config_class.from_dict(case.config)
    return ((family, param) for param in family.parameters(config, case.head))


def test_embeddings_in_place_of_ids_give_the_outputs_of_the_reference() -> None:
    case = Case("BertModel")
    extra = case.extra("inputs_embeds")
    assert extra is not None
    inputs = {**case.inputs(), "inputs_embeds": extra.pop("inputs_embeds"), "input_ids": None}
    compare(flat(load(case)(**inputs, output_hidden_states=True, output_attentions=True)), extra)


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
