"""The same numbers as the reference library: outputs, losses, gradients of every family, from every dialect's files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

import trivet
from golden_data import Arrays, Case, Framework, cases, compare, compare_gradients
from trivet.families.registry import architecture
from trivet.layout import DIALECTS
from trivet_torch.backend import BACKEND

LOSS = {"rtol": 1e-6, "atol": 1e-6}
# What only comes when asked for.
INNER = ("hidden_states", "attentions", "encoder_", "decoder_", "cross_attentions")

CASES = [case for case in cases() if case.head in BACKEND.exports]
# Cases that share another's weights differ in what they are fed.
OWN_WEIGHTS = [case for case in CASES if case.weights == case.folder]


def parametrised(chosen: Iterable[Case], dialects: bool = False) -> pytest.MarkDecorator:
    if not dialects:
        return pytest.mark.parametrize("case", list(chosen), ids=label)
    each = [(case, dialect) for case in chosen for dialect in case.frameworks]
    return pytest.mark.parametrize(("case", "dialect"), each, ids=label)


def label(value: Case | Framework) -> str:
    return f"{value.family}-{value}" if isinstance(value, Case) else value


def load(case: Case, dialect: Framework = "torch", **options: Any) -> Any:
    return getattr(trivet, case.head).from_pretrained(case.checkpoint(dialect), **options)


def tensors(arrays: Arrays) -> dict[str, torch.Tensor]:
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


def flat(output: Any) -> dict[str, np.ndarray]:
    """The output under the names of the golden data: members of tuples are numbered. Caches are not looked at."""
    named: dict[str, Any] = {}
    for name, value in output.items():
        if name == "past_key_values":
            continue
        members = {f"{name}.{i}": each for i, each in enumerate(value)} if isinstance(value, tuple) else {name: value}
        named |= members
    return {name: value.detach().numpy() for name, value in named.items()}


@parametrised(OWN_WEIGHTS, dialects=True)
def test_every_output_is_the_reference_librarys(case: Case, dialect: Framework) -> None:
    model, report = load(case, dialect, output_loading_info=True)
    assert (report.missing, report.unexpected, report.mismatched) == ((), (), ())
    found = flat(model(**tensors(case.inputs()), output_hidden_states=True, output_attentions=True))
    expected = case.outputs("torch")
    compare(found, expected, case.tolerance)
    assert {name.partition(".")[0] for name in expected} <= {name.partition(".")[0] for name in found}


@parametrised(case for case in CASES if case.weights != case.folder)
def test_other_inputs_give_the_reference_librarys_outputs(case: Case) -> None:
    found = flat(load(case)(**tensors(case.inputs()), output_hidden_states=True, output_attentions=True))
    compare(found, case.outputs("torch"), case.tolerance)


@parametrised(CASES)
def test_fused_attention_gives_the_same(case: Case) -> None:
    found = flat(load(case)(**tensors(case.inputs())))
    assert not any(name.startswith(("hidden_states", "attentions", "decoder_", "cross_attentions")) for name in found)
    expected = {name: array for name, array in case.outputs("torch").items() if not name.startswith(INNER)}
    compare(found, expected, case.tolerance)


@parametrised(case for case in CASES if case.gradients())
@pytest.mark.parametrize("fused", [True, False])
def test_gradients_of_the_loss_are_the_reference_librarys(case: Case, fused: bool) -> None:
    model = load(case)
    model(**tensors(case.inputs()), output_attentions=not fused).loss.backward()
    gradients = {name: each.grad for name, each in model.named_parameters() if each.grad is not None}
    compare_gradients(gradients, case.gradients())


@parametrised(OWN_WEIGHTS)
def test_a_tuple_holds_the_same_in_the_same_order(case: Case) -> None:
    model, inputs = load(case), tensors(case.inputs())
    output = model(**inputs, output_hidden_states=True)
    returned = model(**inputs, output_hidden_states=True, return_dict=False)
    assert isinstance(returned, tuple)
    for one, other in zip(returned, output.to_tuple(), strict=True):
        if isinstance(one, torch.Tensor | tuple):
            torch.testing.assert_close(one, other, rtol=0, atol=0)


@parametrised(case for case in CASES if case.extra("inputs_embeds") is not None)
def test_vectors_in_place_of_ids_give_the_reference_librarys_outputs(case: Case) -> None:
    expected = case.extra("inputs_embeds")
    assert expected is not None
    inputs = tensors(case.inputs())
    inputs["input_ids"] = None
    embeds = torch.from_numpy(expected.pop("inputs_embeds"))
    found = flat(load(case)(**inputs, inputs_embeds=embeds, output_hidden_states=True, output_attentions=True))
    compare(found, expected, case.tolerance)


@parametrised([Case("BertForSequenceClassification")])
@pytest.mark.parametrize(
    ("problem_type", "stated"),
    [("regression", True), ("multi_label_classification", True), ("multi_label_classification", False)],
)
def test_each_problem_type_has_the_reference_librarys_loss(case: Case, problem_type: str, stated: bool) -> None:
    extra = case.extra("problem_types")
    assert extra is not None
    model = load(case, problem_type=problem_type if stated else None)
    labels = torch.from_numpy(extra[f"{problem_type}.labels"])
    loss = model(**tensors(case.inputs(labels=False)), labels=labels).loss
    np.testing.assert_allclose(loss.detach().numpy(), extra[f"{problem_type}.loss"], **LOSS)


def required(names: Iterable[str], case: Case, dialect: Framework) -> set[str]:
    """Names of a file without those of tables that are computed, which only some writers store."""
    family = architecture(case.family)
    params = family.parameters(family.config_class.from_dict(case.config), case.head)
    computed = [DIALECTS[dialect].encode(param, family) for param in params if param.buffer]
    return {name for name in names if not any(each.endswith(name.removesuffix(":0")) for each in computed)}


@parametrised(OWN_WEIGHTS, dialects=True)
def test_saving_gives_back_the_reference_librarys_bytes(case: Case, dialect: Framework, tmp_path: Path) -> None:
    from safetensors import safe_open

    load(case, dialect).save_pretrained(tmp_path, dialect=dialect)
    with (
        safe_open(tmp_path / "model.safetensors", "np") as ours,
        safe_open(case.checkpoint(dialect) / "model.safetensors", "np") as theirs,
    ):
        assert required(ours.keys(), case, dialect) == required(theirs.keys(), case, dialect)
        for name in {*theirs.keys()} & {*ours.keys()}:
            one, other = ours.get_tensor(name), theirs.get_tensor(name)
            assert (one.dtype, one.shape, one.tobytes()) == (other.dtype, other.shape, other.tobytes()), name
