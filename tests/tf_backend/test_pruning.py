"""Pruned heads: the same numbers as in the reference library, recorded in the config, and gone when loaded again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tiny_bert

import trivet
from golden_data import Case
from trivet import TFBertForSequenceClassification, TFBertModel
from trivet.errors import InvalidConfigError
from trivet.testing import tiny_config

Values = Callable[[Any], dict[str, np.ndarray[Any, Any]]]
DATA = Path(__file__).parents[1] / "golden/data"
PRUNED: dict[str, Any] = json.loads((DATA / "surface.json").read_text())["pruned"]


@pytest.mark.parametrize("name", PRUNED)
def test_equals_the_reference_library_also_when_loaded_again(name: str, tmp_path: Path, values: Values) -> None:
    family, _, case_name = name.partition("/")
    case, wanted = Case(case_name, family), PRUNED[name]
    inputs = case.inputs(labels=False)
    model = getattr(trivet, f"TF{case.head}").from_pretrained(case.checkpoint("torch"))
    for layer, heads in wanted["asked"].items():
        for head in heads:
            model.prune_heads({int(layer): [head]})
    assert {str(layer): heads for layer, heads in model.config.pruned_heads.items()} == wanted["recorded"]
    expected = np.load(DATA / "surface.npz")[name]
    np.testing.assert_allclose(model(**inputs)[0], expected, atol=1e-5, rtol=0)

    model.save_pretrained(tmp_path / "torch", dialect="torch")
    again = type(model).from_pretrained(tmp_path / "torch", strict=True)
    for key, array in values(model).items():
        np.testing.assert_array_equal(values(again)[key], array, key)
    np.testing.assert_allclose(again(**inputs)[0], expected, atol=1e-5, rtol=0)


def test_what_is_left_trains_once_it_is_compiled_again(inputs: dict[str, Any]) -> None:
    model = TFBertForSequenceClassification(tiny_bert.config())
    model.compile("sgd", run_eagerly=True)
    model.prune_heads({0: [1]})
    labels = np.array([1, 0])
    with pytest.raises(ValueError, match="compile"):
        model.fit(inputs, labels, verbose=0)
    model.compile(keras.optimizers.SGD(0.1), run_eagerly=True)
    kernel = model.bert.encoder.layer[0].attention.self_attention.query.kernel
    before = kernel.numpy()
    assert before.shape == (8, 4)
    model.fit(inputs, labels, verbose=0)
    assert (kernel.numpy() != before).any()


@pytest.mark.parametrize("heads", [{7: [0]}, {0: [99]}, {0: range(2)}, {0: ["one"]}])
def test_refuses_what_is_not_there_and_changes_nothing(heads: Any) -> None:
    model = TFBertModel(tiny_bert.config())
    before = model.config.to_dict()
    with pytest.raises(InvalidConfigError, match="pruned_heads"):
        model.prune_heads(heads)
    assert {**model.config.to_dict(), "pruned_heads": 0} == {**before, "pruned_heads": 0}
    assert model.num_parameters() == TFBertModel(tiny_bert.config()).num_parameters()


def test_refuses_families_whose_heads_are_no_parts() -> None:
    with pytest.raises(NotImplementedError, match="heads of TFLlamaModel cannot be pruned"):
        trivet.TFLlamaModel(tiny_config("llama")).prune_heads({0: [1]})
