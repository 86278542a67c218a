"""Results are a line where Python prints them, and a table in a notebook, whatever names a checkpoint has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tiny_bert
from checkpoints import write_packed

import trivet
from trivet.shown import MOST_ROWS, Rows, first_rows, html_table


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("shown")
    tiny_bert.write_checkpoint(folder / "a")
    weights = tiny_bert.weights()
    weights["bert.pooler.dense.bias"] = weights["bert.pooler.dense.bias"] + 1
    tiny_bert.write_checkpoint(folder / "b", tensors=weights)
    plan = trivet.plan(folder / "a", to="flax")
    return {
        "Inspection": trivet.inspect(folder / "a"),
        "Comparison": trivet.diff(folder / "a", folder / "b"),
        "Verification": trivet.verify(folder / "a"),
        "ConversionReport": trivet.convert(folder / "a", folder / "to", to="flax", dtype="bf16"),
        "LoadPlan": plan,
        "LoadReport": trivet.LoadReport.of(plan),
    }


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Inspection", "BERT (BertModel), 1.3 K parameters"),
        ("Comparison", "differ in 1 of 39 parameters (38 identical, 1 values)"),
        ("Verification", "is sound: 39 tensors"),
        ("ConversionReport", "(flax): 39 tensors"),
        ("LoadPlan", "39 parameters"),
        ("LoadReport", "39 loaded"),
    ],
)
def test_a_result_is_one_line_and_a_table(name: str, words: str, results: dict[str, Any]) -> None:
    text = repr(results[name])
    assert text.startswith(f"<{name}: ")
    assert words in text
    assert len(text.splitlines()) == 1
    page = results[name]._repr_html_()
    assert page.startswith("<p><b>")
    assert ("<table>" in page) is bool(results[name].rows().rows)


def test_names_cannot_be_markup(tmp_path: Path) -> None:
    write_packed(tmp_path / "model.safetensors", {"<script>alert(1)</script>": np.zeros(1, np.int8)})
    page = trivet.inspect(tmp_path)._repr_html_()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_long_tables_say_how_much_is_left_out() -> None:
    table = first_rows(("a", "n>"), ((number, number) for number in range(MOST_ROWS + 2)))
    assert (len(table.rows), table.more) == (MOST_ROWS, 2)
    assert "and 2 more" in html_table("t", table)
    assert html_table("t", Rows(("a",), ())) == "<p><b>t</b></p>"
    assert html_table("t", table).count("text-align:right") == 1 + MOST_ROWS


def test_the_truth_of_an_answer_is_the_answer(results: dict[str, Any]) -> None:
    assert bool(results["Verification"]) is True
    assert bool(results["Comparison"]) is False
