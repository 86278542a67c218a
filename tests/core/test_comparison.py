"""`diff`: two checkpoints compared by value, whatever their dialects; each kind of difference is told from the others."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import tiny_bert
from typer.testing import CliRunner

import trivet
from golden_data import cases
from trivet.cli import app
from trivet.operations.diff import Difference, Outcome

OTHERS = ("tensorflow", "flax")


def one(first: Path, second: Path, name: str) -> Difference:
    return next(each for each in trivet.diff(first, second).differences if each.name == name)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny_bert.write_checkpoint(tmp_path / "first")


def changed(folder: Path, change: dict[str, np.ndarray | None], **fields: object) -> Path:
    tensors = {**tiny_bert.weights("BertModel"), **change}
    kept = {name: array for name, array in tensors.items() if array is not None}
    return tiny_bert.write_checkpoint(folder, "BertModel", kept, **fields)


@pytest.mark.parametrize("case", cases("bert"), ids=lambda case: case.head)
@pytest.mark.parametrize("dialect", OTHERS)
def test_the_same_weights_in_two_dialects_are_identical(case, dialect: str) -> None:
    report = trivet.diff(case.checkpoint("torch"), case.checkpoint(dialect))
    assert report.is_identical, report.differences[0]
    assert len(report.differences) > 30


def test_measures_the_largest_difference(folder: Path, tmp_path: Path) -> None:
    words = tiny_bert.weights("BertModel")[tiny_bert.WORDS].copy()
    words[4, 1] *= np.float32(1.5)
    words[0, 0] += np.float32(0.001)
    second = changed(tmp_path / "second", {tiny_bert.WORDS: words})
    before = tiny_bert.weights("BertModel")[tiny_bert.WORDS]
    difference = one(folder, second, tiny_bert.WORDS)
    assert difference.outcome is Outcome.VALUES
    assert difference.max_abs == pytest.approx(np.abs(words.astype(float) - before).max())
    assert difference.max_rel == pytest.approx((np.abs(words.astype(float) - before) / np.abs(before)).max())


def test_a_cast_is_distinguished_from_a_change(folder: Path, tmp_path: Path) -> None:
    trivet.convert(folder, tmp_path / "half", to="flax", dtype="bf16")
    report = trivet.diff(folder, tmp_path / "half")
    assert {each.outcome for each in report.differences} == {Outcome.DTYPE}
    assert report.differences[0].detail == "F32 and BF16"
    words = tiny_bert.weights("BertModel")[tiny_bert.WORDS] * 2
    trivet.convert(changed(tmp_path / "second", {tiny_bert.WORDS: words}), tmp_path / "other", to="torch", dtype="bf16")
    assert one(folder, tmp_path / "other", tiny_bert.WORDS).outcome is Outcome.VALUES


def test_says_which_side_lacks_a_parameter(folder: Path, tmp_path: Path) -> None:
    name = "bert.pooler.dense.bias"
    second = changed(tmp_path / "second", {name: None})
    assert one(folder, second, name).outcome is Outcome.ONLY_FIRST
    assert one(second, folder, name).outcome is Outcome.ONLY_SECOND


def test_says_both_shapes(folder: Path, tmp_path: Path) -> None:
    second = changed(tmp_path / "second", {tiny_bert.WORDS: np.zeros((12, 8), np.float32)}, vocab_size=12)
    difference = one(folder, second, tiny_bert.WORDS)
    assert (difference.outcome, difference.detail) == (Outcome.SHAPE, "[11, 8] and [12, 8]")


def test_zero_and_negative_zero_are_not_identical_but_no_distance_apart(tmp_path: Path) -> None:
    bias = np.zeros(8, np.float32)
    first = changed(tmp_path / "a", {"bert.pooler.dense.bias": bias})
    difference = one(first, changed(tmp_path / "b", {"bert.pooler.dense.bias": -bias}), "bert.pooler.dense.bias")
    assert (difference.outcome, difference.max_abs) == (Outcome.VALUES, 0)


def test_not_a_number_is_identical_to_itself_and_infinitely_far_from_numbers(tmp_path: Path) -> None:
    name, bias = "bert.pooler.dense.bias", np.full(8, np.nan, np.float32)
    first = changed(tmp_path / "a", {name: bias})
    assert one(first, first, name).outcome is Outcome.IDENTICAL
    assert one(first, changed(tmp_path / "b", {name: np.ones(8, np.float32)}), name).max_abs == np.inf


def test_a_bare_file_is_read_as_of_the_other_sides_family(folder: Path, tmp_path: Path) -> None:
    trivet.convert(folder, tmp_path / "tf", to="tensorflow")
    (tmp_path / "tf" / "config.json").unlink()
    assert trivet.diff(folder, tmp_path / "tf" / "model.safetensors").is_identical


def test_the_worst_comes_first_and_the_exit_code_tells(folder: Path, tmp_path: Path) -> None:
    tensors = {
        name: tiny_bert.weights()[name] + step for name, step in ((tiny_bert.WORDS, 1), ("bert.pooler.dense.bias", 9))
    }
    second = changed(tmp_path / "second", {name: array.astype(np.float32) for name, array in tensors.items()})
    done = CliRunner().invoke(app, ["diff", str(folder), str(second), "--json"])
    rows = json.loads(done.output)["differences"]
    assert done.exit_code == 1
    assert [row["name"] for row in rows[:2]] == ["bert.pooler.dense.bias", tiny_bert.WORDS]
    assert CliRunner().invoke(app, ["diff", str(folder), str(folder)]).exit_code == 0
    assert "2 values" in CliRunner().invoke(app, ["diff", str(folder), str(second)]).output
