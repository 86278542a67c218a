"""Loading in a dtype of a smaller range says in every framework what became infinite; fp8 saturates alike in all."""

import logging
from pathlib import Path

import jax
import numpy as np
import pytest

import trivet
from trivet.families.names import class_prefix
from trivet.formats.storage import Storage
from trivet.operations.convert import convert
from trivet.planning.opening import open_checkpoint
from trivet.testing import tiny_config

WEIGHT = "encoder.layer.0.output.dense.weight"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    model = trivet.BertModel(tiny_config("bert"))
    values = model.encoder.layer[0].output.dense.weight.data
    values[0, :2] = 1e6
    values[1, 0] = -1e6
    model.save_pretrained(tmp_path / "source")
    return tmp_path / "source"


def test_says_what_became_infinite(framework: str, source: Path, caplog: pytest.LogCaptureFixture) -> None:
    half = {"param_dtype": "float16"} if framework == "flax" else {"dtype": "float16"}
    _, report = getattr(trivet, f"{class_prefix(framework)}BertModel").from_pretrained(
        source, output_loading_info=True, **half
    )
    assert list(report.overflowed.values()) == [3]
    assert "3 value(s) of 1 parameter(s) are too large for the dtype asked for" in caplog.text


def test_says_so_of_parameters_that_are_spread_over_a_mesh(source: Path, caplog: pytest.LogCaptureFixture) -> None:
    mesh = jax.make_mesh((1,), ("model",))
    _, report = trivet.FlaxBertModel.from_pretrained(
        source, output_loading_info=True, param_dtype="float16", mesh=mesh, sharding="tp"
    )
    assert list(report.overflowed.values()) == [3]
    assert caplog.record_tuples[-1][1] == logging.WARNING


def test_says_so_of_parameters_that_stay_on_the_disk(source: Path) -> None:
    _, report = trivet.BertModel.from_pretrained(
        source, output_loading_info=True, dtype="float16", device_map={"": "disk"}
    )
    assert report.overflowed == {WEIGHT: 3}


def test_fp8_saturates_in_conversion_as_in_pytorch(source: Path, tmp_path: Path) -> None:
    convert(source, tmp_path / "fp8", to="torch", dtype="float8_e4m3fn")
    model = trivet.BertModel.from_pretrained(source, dtype="float8_e4m3fn")
    storage = Storage()
    own = model.state_dict()
    for name, spec in open_checkpoint(tmp_path / "fp8").catalog.items():
        if name.removeprefix("bert.") in own:
            found = storage.array(spec).astype(np.float32)
            np.testing.assert_array_equal(found, own[name.removeprefix("bert.")].float().numpy())
