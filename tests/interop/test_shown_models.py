"""Models say in a line what they are, and in a notebook as a table of their parts, alike in three frameworks."""

from __future__ import annotations

import re

import pytest

import trivet

CONFIG = trivet.BertConfig(
    vocab_size=30, hidden_size=8, num_hidden_layers=2, num_attention_heads=2, intermediate_size=12
)


@pytest.mark.parametrize("mark", ["", "TF", "Flax"])
def test_a_model_is_a_table_of_its_parts(mark: str) -> None:
    model = getattr(trivet, f"{mark}BertModel")(CONFIG)
    line = f"{mark}BertModel: 5.5 K parameters, 22.0 KB, float32"
    page = model._repr_html_()
    assert page.startswith(f"<p><b>{line}</b></p><table>")
    assert "× 2" in page and "F32" not in page
    counted = [
        int(each.replace(",", "")) for each in re.findall(r"<tr><td[^>]*>[a-z]\S*(?: × 2)?</td><td[^>]*>([\d,]+)", page)
    ]
    assert sum(counted) == model.num_parameters()
    if mark:
        assert repr(model) == f"<{line}>"
