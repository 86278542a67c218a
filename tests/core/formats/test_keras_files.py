"""What Keras saves besides weights as Keras 2 laid them out: whole models, `.weights.h5` and `.keras` of Keras 3."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from h5_files import names_attribute

import trivet
from trivet.errors import CorruptFileError, SourceNotFoundError, TrivetError, UnsupportedFileError
from trivet.formats.storage import Storage
from trivet.planning.opening import open_checkpoint

SAMPLES = Path(__file__).parents[2] / "golden" / "data" / "formats" / "bundle"
KERNEL, BIAS = np.arange(12, dtype=np.float32).reshape(4, 3), np.ones(3, np.float32)


def whole_model(path: Path) -> Path:
    """As Keras writes `.h5`: the weights in a group of their own, beside the model's config and an optimizer's slots."""
    with h5py.File(path, "w") as file:
        file.attrs["model_config"] = json.dumps({"class_name": "Sequential"})
        file.attrs["keras_version"] = "3.15.1"
        weights = file.create_group("model_weights")
        weights.attrs["layer_names"] = names_attribute(["d"])
        weights.create_group("top_level_model_weights").attrs["weight_names"] = names_attribute([])
        layer = weights.create_group("d")
        layer.attrs["weight_names"] = names_attribute(["sequential/d/kernel", "sequential/d/bias"])
        layer["sequential/d/kernel"], layer["sequential/d/bias"] = KERNEL, BIAS
        file["optimizer_weights/adam/iteration"] = np.zeros((), np.int64)
    return path


def numbered(path: Path) -> Path:
    """As Keras 3 writes `.weights.h5`."""
    with h5py.File(path, "w") as file:
        for place, value in enumerate((KERNEL, BIAS)):
            file[f"layers/dense/vars/{place}"] = value
        file["layers/dense/vars"].attrs["name"] = "d"
        file["layers/dropout/seed_generator/vars/0"] = np.zeros(2, np.uint32)
        file["optimizer/vars/0"] = np.zeros((), np.int64)
        file.create_group("vars").attrs["name"] = "sequential"
    return path


def archive(path: Path, *, compression: int = zipfile.ZIP_STORED, **entries: bytes) -> Path:
    """As Keras 3 writes `.keras`."""
    weights = numbered(path.with_name("inner.weights.h5")).read_bytes()
    with zipfile.ZipFile(path, "w", compression) as zipped:
        zipped.writestr("metadata.json", "{}")
        zipped.writestr("config.json", '{"module": "os", "class_name": "system", "config": {"command": "exit 1"}}')
        zipped.writestr("model.weights.h5", weights)
        for name, data in entries.items():
            zipped.writestr(name, data)
    return path


NUMBERED = {"layers/dense/vars/0": KERNEL, "layers/dense/vars/1": BIAS}
FILES: dict[str, tuple[Callable[[Path], Path], Mapping[str, Any], list[str]]] = {
    "model.h5": (whole_model, {"d/kernel": KERNEL, "d/bias": BIAS}, ["optimizer_weights"]),
    "model.weights.h5": (numbered, NUMBERED, ["layers/dropout/seed_generator/vars/0", "optimizer/vars/0"]),
    "model.keras": (archive, NUMBERED, ["layers/dropout/seed_generator/vars/0", "optimizer/vars/0"]),
}


@pytest.mark.parametrize("name", FILES)
def test_every_weight_is_read_and_what_is_none_is_listed(name: str, tmp_path: Path) -> None:
    make, expected, skipped = FILES[name]
    checkpoint = open_checkpoint(make(tmp_path / name))
    assert checkpoint.dialect.name == "tensorflow"
    assert set(checkpoint.catalog) == set(expected)
    storage = Storage()
    for key, value in expected.items():
        np.testing.assert_array_equal(storage.array(checkpoint.catalog[key]), value)
    assert json.loads(checkpoint.catalog.metadata["skipped"]) == skipped


@pytest.mark.parametrize("name", FILES)
def test_converted_and_compared_like_any_other(name: str, tmp_path: Path) -> None:
    file = FILES[name][0](tmp_path / name)
    report = trivet.convert(file, tmp_path / "out", to="tensorflow")
    assert report.tensors == 2
    assert trivet.diff(file, tmp_path / "out").is_identical
    assert trivet.verify(file).is_sound


def test_refuses_an_archive_without_weights_or_with_compressed_ones(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFileError, match=r"model\.weights\.h5 is compressed"):
        open_checkpoint(archive(tmp_path / "deflated.keras", compression=zipfile.ZIP_DEFLATED))
    with zipfile.ZipFile(tmp_path / "empty.keras", "w") as zipped:
        zipped.writestr("config.json", "{}")
    with pytest.raises(UnsupportedFileError, match=r"holds no model\.weights\.h5"):
        open_checkpoint(tmp_path / "empty.keras")


def test_entries_that_leave_the_archive_are_never_written(tmp_path: Path) -> None:
    folder = tmp_path / "in" / "it"
    folder.mkdir(parents=True)
    assert len(open_checkpoint(archive(folder / "x.keras", **{"../../outside": b"x"})).catalog) == 2
    assert not (tmp_path / "outside").exists()


def test_refuses_a_zip_bomb(tmp_path: Path) -> None:
    file = tmp_path / "bomb.keras"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("model.weights.h5", bytes(50_000_000))
    with pytest.raises(CorruptFileError, match="zip bomb"):
        open_checkpoint(file)


def test_refuses_weights_that_reach_beyond_their_entry(tmp_path: Path) -> None:
    whole = numbered(tmp_path / "whole.weights.h5").read_bytes()
    for cut in (len(whole) // 2, len(whole) - 1):
        with zipfile.ZipFile(tmp_path / "cut.keras", "w") as zipped:
            zipped.writestr("model.weights.h5", whole[:cut])
            zipped.writestr("padding", bytes(len(whole)))
        with pytest.raises(CorruptFileError):
            open_checkpoint(tmp_path / "cut.keras")


def test_refuses_links_and_groups_in_circles(tmp_path: Path) -> None:
    with h5py.File(numbered(tmp_path / "soft.weights.h5"), "a") as file:
        file["layers/other"] = h5py.SoftLink("/layers/dense")
    with pytest.raises(UnsupportedFileError, match="'other' is a soft link"):
        open_checkpoint(tmp_path / "soft.weights.h5")
    with h5py.File(numbered(tmp_path / "circle.weights.h5"), "a") as file:
        file["layers/again"] = file["layers"]
    with pytest.raises(CorruptFileError, match="contains itself"):
        open_checkpoint(tmp_path / "circle.weights.h5")


@pytest.mark.parametrize("name", FILES)
def test_damage_is_refused_and_nothing_else_is_raised(name: str, tmp_path: Path) -> None:
    whole = FILES[name][0](tmp_path / name).read_bytes()
    generator = np.random.default_rng(0)
    for _ in range(60):
        damaged = bytearray(whole)
        for place in generator.integers(0, len(whole), 8):
            damaged[place] = generator.integers(256)
        (tmp_path / name).write_bytes(damaged[: generator.integers(1, len(whole) + 1)])
        try:
            open_checkpoint(tmp_path / name)
        except TrivetError:
            continue


def test_the_folder_of_a_saved_model_is_a_source_unless_other_weights_lie_there(tmp_path: Path) -> None:
    (tmp_path / "saved_model.pb").write_bytes(b"never looked at")
    (tmp_path / "variables").mkdir()
    for file in (SAMPLES / "named").iterdir():
        shutil.copy(file, tmp_path / "variables" / file.name.replace("model.ckpt", "variables"))
    expected = open_checkpoint(SAMPLES / "named").catalog
    checkpoint = open_checkpoint(tmp_path)
    assert checkpoint.opened == (tmp_path / "variables/variables.index",)
    assert {(spec.name, spec.shape) for spec in checkpoint.catalog.values()} == {
        (spec.name, spec.shape) for spec in expected.values()
    }
    with pytest.raises(SourceNotFoundError, match="the folder holds no weights"):
        open_checkpoint(tmp_path, use_safetensors=True)
    shutil.copy(whole_model(tmp_path.parent / "model.h5"), tmp_path / "tf_model.h5")
    assert open_checkpoint(tmp_path).opened == (tmp_path / "tf_model.h5",)
