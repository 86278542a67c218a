"""`load_into` and `save` for any model of any backend, here one whose framework is numpy."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import tiny_bert
from checkpoints import read_folder, snapshot
from stub_backend import StubBackend, StubModel

import trivet
from trivet.errors import CheckpointMismatchError, InvalidSizeError, UnknownDialectError
from trivet.layout import DIALECTS, Kind, ParamSpec

PARAMS = {
    "dense.weight": ParamSpec("dense.weight", (3, 2), Kind.LINEAR),
    "dense.bias": ParamSpec("dense.bias", (3,), Kind.LINEAR),
    "norm.weight": ParamSpec("norm.weight", (3,), Kind.LAYER_NORM),
    "scale": ParamSpec("scale", (), Kind.RAW),
    "out.weight": ParamSpec("out.weight", (3, 2), Kind.LINEAR, tied="dense.weight"),
}


def model(fill: float = 0.0) -> StubModel:
    arrays = {name: np.full(param.shape, fill, np.float32) for name, param in PARAMS.items() if not param.tied}
    return StubModel(PARAMS, arrays)


@pytest.fixture
def backend(provide: Callable[..., None]) -> StubBackend:
    made = StubBackend()
    provide("trivet.backends", "torch", made)
    return made


@pytest.mark.usefixtures("backend")
@pytest.mark.parametrize("dialect", [None, "torch", "tf", "flax"])
def test_what_is_saved_is_loaded_again(dialect: str | None, tmp_path: Path) -> None:
    saved = model()
    for name, array in saved.tensors.items():
        array[...] = np.random.default_rng(len(name)).standard_normal(array.shape)
    files = trivet.save(saved, tmp_path / "saved", dialect=dialect)
    assert [file.name for file in files] == ["model.safetensors"]
    found = model(-1)
    report = trivet.load_into(found, tmp_path / "saved")
    assert set(report.loaded) == set(saved.tensors)
    assert dict(report.tied) == {"out.weight": "dense.weight"}
    for name, array in saved.tensors.items():
        assert found.tensors[name].tobytes() == array.tobytes()


@pytest.mark.usefixtures("backend")
def test_saved_files_have_the_names_of_the_dialect(tmp_path: Path) -> None:
    for dialect, names in {
        "torch": {"dense.weight", "dense.bias", "norm.weight", "scale"},
        "tensorflow": {"dense/kernel:0", "dense/bias:0", "norm/gamma:0", "scale:0"},
        "flax": {"dense.kernel", "dense.bias", "norm.scale", "scale"},
    }.items():
        trivet.save(model(), tmp_path / dialect, dialect=dialect)
        assert set(read_folder(tmp_path / dialect)) == names
        assert DIALECTS[dialect].name == dialect


@pytest.mark.usefixtures("backend")
def test_ties_are_stored_once_unless_their_owner_is_elsewhere(tmp_path: Path) -> None:
    part = StubModel({"out.weight": PARAMS["out.weight"]}, {"out.weight": np.ones((3, 2), np.float32)})
    trivet.save(part, tmp_path)
    assert set(read_folder(tmp_path)) == {"out.weight"}


@pytest.mark.usefixtures("backend")
def test_large_models_are_saved_in_shards(tmp_path: Path) -> None:
    files = trivet.save(model(), tmp_path, max_shard_size=30)
    assert [file.name for file in files] == [
        "model-00001-of-00002.safetensors",
        "model-00002-of-00002.safetensors",
        "model.safetensors.index.json",
    ]
    assert trivet.load_into(model(), tmp_path, strict=True).missing == ()


@pytest.mark.usefixtures("backend")
@pytest.mark.parametrize(
    ("options", "error"), [({"dialect": "mxnet"}, UnknownDialectError), ({"max_shard_size": "big"}, InvalidSizeError)]
)
def test_refused_options_change_nothing(options: dict[str, str], error: type[Exception], tmp_path: Path) -> None:
    trivet.save(model(), tmp_path / "saved")
    before = snapshot(tmp_path)
    with pytest.raises(error):
        trivet.save(model(1), tmp_path / "saved", **options)
    assert snapshot(tmp_path) == before


@pytest.mark.usefixtures("backend")
def test_is_strict_unless_told_otherwise(tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path)
    with pytest.raises(CheckpointMismatchError):
        trivet.load_into(model(), tmp_path)
    partial = StubModel({"dense.weight": PARAMS["dense.weight"], "new": ParamSpec("new", (1,))})
    trivet.save(StubModel(PARAMS, model(2).tensors), tmp_path / "saved")
    with pytest.raises(CheckpointMismatchError) as caught:
        trivet.load_into(partial, tmp_path / "saved")
    assert caught.value.problems[0] == "new: missing from the checkpoint"
    report = trivet.load_into(partial, tmp_path / "saved", strict=False)
    assert (report.missing, set(report.unexpected)) == (("new",), {"dense.bias", "norm.weight", "scale"})
    assert (partial.tensors["dense.weight"] == 2).all()


@pytest.mark.usefixtures("backend")
def test_dtype_is_as_asked(tmp_path: Path) -> None:
    trivet.save(model(1.5), tmp_path)
    found = model()
    report = trivet.load_into(found, tmp_path, dtype="fp16")
    assert {array.dtype for array in found.tensors.values()} == {np.dtype(np.float16)}
    assert set(report.cast) == set(report.loaded)


@pytest.mark.usefixtures("backend")
def test_refuses_models_of_no_installed_backend() -> None:
    said = r"^builtins\.object is not a model of an installed backend \(installed: torch\)$"
    for function in (trivet.load_into, trivet.save):
        with pytest.raises(TypeError, match=said):
            function(object(), "anywhere")


def test_says_when_no_backend_is_installed(provide: Callable[..., None]) -> None:
    provide("trivet.backends")
    with pytest.raises(TypeError, match=r"\(installed: none\)$"):
        trivet.save(object(), "anywhere")
