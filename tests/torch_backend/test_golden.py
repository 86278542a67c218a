"""The same numbers as the reference library: outputs, losses, gradients of every head, from every dialect's files."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

import trivet
from golden_data import FRAMEWORKS, Arrays, Case, Framework, cases

OUTPUTS = {"rtol": 0, "atol": 1e-5}
LOSS = {"rtol": 1e-6, "atol": 1e-6}
# A key's bias adds the same to all of a query's scores, so that its true gradient is zero: what is there is rounding.
GRADIENTS = {"rtol": 1e-4, "atol": 2e-7}

every_case = pytest.mark.parametrize("case", cases(), ids=lambda case: case.head)
every_dialect = pytest.mark.parametrize("dialect", FRAMEWORKS)


def load(case: Case, dialect: Framework = "torch", **options: Any) -> Any:
    return getattr(trivet, case.head).from_pretrained(case.checkpoint(dialect), **options)


def tensors(arrays: Arrays) -> dict[str, torch.Tensor]:
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


def flat(output: Any) -> dict[str, np.ndarray]:
    """The output under the names of the golden data: members of tuples are numbered."""
    named = {}
    for name, value in output.items():
        members = {f"{name}.{i}": each for i, each in enumerate(value)} if isinstance(value, tuple) else {name: value}
        named |= {key: member.detach().numpy() for key, member in members.items()}
    return named


@every_case
@every_dialect
def test_every_output_is_the_reference_librarys(case: Case, dialect: Framework) -> None:
    model, report = load(case, dialect, output_loading_info=True)
    assert (report.missing, report.unexpected, report.mismatched) == ((), (), ())
    found = flat(model(**tensors(case.inputs()), output_hidden_states=True, output_attentions=True))
    expected = case.outputs("torch")
    assert found.keys() == expected.keys()
    for name, array in expected.items():
        np.testing.assert_allclose(found[name], array, **(LOSS if name == "loss" else OUTPUTS), err_msg=name)


@every_case
def test_fused_attention_gives_the_same(case: Case) -> None:
    found = flat(load(case)(**tensors(case.inputs())))
    expected = case.outputs("torch")
    assert found.keys() == {name for name in expected if not name.startswith(("hidden_states", "attentions"))}
    for name, array in found.items():
        np.testing.assert_allclose(array, expected[name], **(LOSS if name == "loss" else OUTPUTS), err_msg=name)


@pytest.mark.parametrize("case", [case for case in cases() if case.gradients()], ids=lambda case: case.head)
@pytest.mark.parametrize("fused", [True, False])
def test_gradients_of_the_loss_are_the_reference_librarys(case: Case, fused: bool) -> None:
    model = load(case)
    model(**tensors(case.inputs()), output_attentions=not fused).loss.backward()
    found = {name: parameter.grad.numpy() for name, parameter in model.named_parameters()}
    expected = case.gradients()
    assert found.keys() == expected.keys()
    for name, array in expected.items():
        np.testing.assert_allclose(found[name], array, **GRADIENTS, err_msg=name)


@every_case
def test_a_tuple_holds_the_same_in_the_same_order(case: Case) -> None:
    model, inputs = load(case), tensors(case.inputs())
    output = model(**inputs, output_hidden_states=True)
    for returned in (model(**inputs, output_hidden_states=True, return_dict=False), output.to_tuple()):
        assert isinstance(returned, tuple)
        assert len(returned) == len(output)
        torch.testing.assert_close(returned, output.to_tuple(), rtol=0, atol=0)


def test_vectors_in_place_of_ids_give_the_reference_librarys_outputs() -> None:
    case = Case("BertModel")
    expected = case.extra("inputs_embeds")
    assert expected is not None
    inputs = tensors(case.inputs())
    inputs["input_ids"] = None
    embeds = torch.from_numpy(expected.pop("inputs_embeds"))
    found = flat(load(case)(**inputs, inputs_embeds=embeds, output_hidden_states=True, output_attentions=True))
    assert found.keys() == expected.keys()
    for name, array in expected.items():
        np.testing.assert_allclose(found[name], array, **OUTPUTS, err_msg=name)


@pytest.mark.parametrize(
    ("problem_type", "stated"),
    [("regression", True), ("multi_label_classification", True), ("multi_label_classification", False)],
)
def test_each_problem_type_has_the_reference_librarys_loss(problem_type: str, stated: bool) -> None:
    case = Case("BertForSequenceClassification")
    extra = case.extra("problem_types")
    assert extra is not None
    model = load(case, problem_type=problem_type if stated else None)
    labels = torch.from_numpy(extra[f"{problem_type}.labels"])
    loss = model(**tensors(case.inputs(labels=False)), labels=labels).loss
    np.testing.assert_allclose(loss.detach().numpy(), extra[f"{problem_type}.loss"], **LOSS)


@every_case
@every_dialect
def test_saving_gives_back_the_reference_librarys_bytes(case: Case, dialect: Framework, tmp_path: Any) -> None:
    from safetensors import safe_open

    load(case, dialect).save_pretrained(tmp_path, dialect=dialect)
    with (
        safe_open(tmp_path / "model.safetensors", "np") as ours,
        safe_open(case.checkpoint(dialect) / "model.safetensors", "np") as theirs,
    ):
        assert set(ours.keys()) == set(theirs.keys())
        for name in theirs.keys():  # noqa: SIM118
            one, other = ours.get_tensor(name), theirs.get_tensor(name)
            assert (one.dtype, one.shape, one.tobytes()) == (other.dtype, other.shape, other.tobytes()), name
