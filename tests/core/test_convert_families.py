"""Conversion of every family against files that another library wrote: the same names, layouts and bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
from checkpoints import read_folder, values

from golden_data import Case, cases, families
from trivet.families.registry import architecture
from trivet.operations.convert import convert

# Tables of sines and biases that nothing reads: some writers of the field store them, others do not.
OPTIONAL = ("embed_positions", "unused", "predictions/bias")


def converted() -> list[Case]:
    """One case of each family that the reference library has in all frameworks: a head with parameters of its own."""
    found = []
    for family in families():
        tasks = architecture(family).task_heads()
        wanted = tasks.get("pretraining") or tasks.get("seq2seq-lm")
        found += [case for case in cases(family) if case.name == wanted and len(case.frameworks) == 3]
    return found


@pytest.mark.parametrize("source", ["torch", "tensorflow", "flax"])
@pytest.mark.parametrize("case", converted(), ids=lambda case: case.family)
def test_gives_the_very_tensors_that_the_reference_library_wrote(case: Case, source: str, tmp_path: Path) -> None:
    for target in {"torch", "tensorflow", "flax"} - {source}:
        convert(case.checkpoint(source), tmp_path / target, to=target)
        found, expected = (values(read_folder(each)) for each in (tmp_path / target, case.checkpoint(target)))
        optional = {name for name in {*found} ^ {*expected} if any(mark in name for mark in OPTIONAL)}
        assert {*found} - optional == {*expected} - optional
        assert all(found[name] == expected[name] for name in {*found} & {*expected})


def test_there_is_a_case_of_every_sort() -> None:
    assert {"albert", "bart", "bert", "gpt2", "marian", "roberta", "t5"} <= {case.family for case in converted()}
