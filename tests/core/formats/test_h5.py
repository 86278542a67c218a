"""What Keras 2 and `transformers` 4 wrote is read: whole files and shards, plain and chunked, without h5py."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from entries import read, write
from h5_files import keras_file, names_in, offset_of

from golden_data import Case, heads
from trivet.errors import CorruptFileError, SourceNotFoundError
from trivet.formats.h5 import H5Format
from trivet.formats.safetensors import SafetensorsFormat
from trivet.formats.storage import Storage
from trivet.tensors import Catalog, Extent
from trivet.testing import FormatContract

SHARDS = Path(__file__).parents[2] / "golden" / "data" / "formats" / "h5" / "shards"
FORMAT = H5Format()
NAME = "tf_model/layer/kernel:0"


class TestContract(FormatContract):
    def make_format(self) -> H5Format:
        return FORMAT

    def make_sample(self, folder: Path) -> tuple[Path, dict[str, np.ndarray]]:
        arrays = {"bert/a/kernel:0": np.arange(6.0).reshape(2, 3), "bert/b:0": np.ones(3, np.float16)}
        path = folder / "sample.h5"
        path.unlink(missing_ok=True)
        return write(FORMAT, path, arrays), arrays


def one(path: Path, **dataset: Any) -> tuple[str, tuple[int, ...], bytes]:
    """What is read of a file with that one dataset."""
    keras_file(path, {"layer": {NAME: dataset}})
    return read(FORMAT, FORMAT.open(path))["layer/kernel:0"]


def described(array: np.ndarray) -> tuple[str, tuple[int, ...], bytes]:
    return array.dtype.name, array.shape, array.tobytes()


@pytest.mark.parametrize("head", heads())
def test_reads_what_transformers_wrote_of_every_head(head: str) -> None:
    folder = Case(head).checkpoint("tensorflow")
    safe = SafetensorsFormat().open(folder / "model.safetensors")
    assert read(FORMAT, FORMAT.open(folder / "tf_model.h5")) == read(SafetensorsFormat(), safe)


def test_reads_shards() -> None:
    parts = [FORMAT.open(path) for path in sorted(SHARDS.glob("*.h5"))]
    assert len(parts) == 2
    safe = SafetensorsFormat().open(Case("BertModel").checkpoint("tensorflow") / "model.safetensors")
    assert read(FORMAT, Catalog.joined(parts)) == read(SafetensorsFormat(), safe)


def test_names_of_a_shard_index_are_turned_into_catalog_names() -> None:
    index = json.loads((SHARDS / "tf_model.h5.index.json").read_text())
    placed = {FORMAT.index_name(name): file for name, file in index["weight_map"].items()}
    assert placed == {name: path.name for path in SHARDS.glob("*.h5") for name in FORMAT.open(path)}


def test_offsets_are_those_that_hdf5_gives() -> None:
    path = Case("BertForMaskedLM").checkpoint("tensorflow") / "tf_model.h5"
    catalog = FORMAT.open(path)
    with h5py.File(path) as file:
        for layer in names_in(file, "layer_names"):
            for variable in names_in(file[layer], "weight_names"):
                name = variable.partition("/")[2]
                if name.split("/")[0] == layer:
                    assert catalog[name].extents == (
                        Extent(offset_of(path, f"{layer}/{variable}"), catalog[name].nbytes),
                    )


def test_tensors_are_views_in_file_order() -> None:
    catalog = FORMAT.open(Case("BertModel").checkpoint("tensorflow") / "tf_model.h5")
    offsets = [spec.offset for spec in catalog.values()]
    assert offsets == sorted(offsets)
    assert all(spec.via is None for spec in catalog.values())
    storage = Storage()
    spec = next(iter(catalog.values()))
    assert np.shares_memory(storage.raw(spec), storage.bytes_of(spec))


def test_metadata_is_the_files_text_attributes() -> None:
    metadata = FORMAT.open(Case("BertModel").checkpoint("tensorflow") / "tf_model.h5").metadata
    assert metadata == {"backend": "tensorflow", "keras_version": "2.15.0"}


@pytest.mark.parametrize("libver", ["earliest", "latest"])
def test_reads_attributes_in_the_form_of_older_and_newer_versions(libver: str, tmp_path: Path) -> None:
    path = keras_file(tmp_path / "x.h5", {"layer": {NAME: np.zeros(1)}})
    with h5py.File(path, "r+", libver=libver) as file:
        file.attrs["größe"] = "grün"
        file.attrs["fixed"] = np.array("grün".encode())
    assert FORMAT.open(path).metadata == {"größe": "grün", "fixed": "grün"}


def test_a_shared_variable_appears_once_and_its_copies_are_listed(tmp_path: Path) -> None:
    first, own = np.zeros(2), np.ones(2)
    layers = {
        "head": {"m/head/bias:0": np.zeros(3), "m/base/table:0": first},
        "base": {"m/base/table:0": own},
        "tail": {"m/base/table:0": first},
    }
    catalog = FORMAT.open(keras_file(tmp_path / "x.h5", layers))
    assert set(catalog) == {"head/bias:0", "base/table:0"}
    assert read(FORMAT, catalog)["base/table:0"] == described(own)  # of the layer that the path leads through
    assert json.loads(catalog.metadata["copies"]) == ["head/m/base/table:0", "tail/m/base/table:0"]


def test_a_shared_variable_of_no_layer_is_that_of_the_first(tmp_path: Path) -> None:
    layers = {"b": {"m/x/table:0": np.zeros(2)}, "a": {"m/x/table:0": np.ones(2)}}
    assert read(FORMAT, FORMAT.open(keras_file(tmp_path / "x.h5", layers)))["x/table:0"] == described(np.zeros(2))


def test_hard_links_to_one_dataset_are_not_copies(tmp_path: Path) -> None:
    path = keras_file(tmp_path / "x.h5", {"base": {"m/base/table:0": np.ones(2)}, "head": {}})
    with h5py.File(path, "r+") as file:
        file["head/m/base/table:0"] = file["base/m/base/table:0"]
        file["head"].attrs["weight_names"] = [b"m/base/table:0"]
    catalog = FORMAT.open(path)
    assert set(catalog) == {"base/table:0"}
    assert "copies" not in catalog.metadata


def test_reads_the_variables_of_no_layer(tmp_path: Path) -> None:
    layers = {"base": {"m/base/w:0": np.ones(2)}, "top_level_model_weights": {"m/own/v:0": np.zeros(3)}}
    path = keras_file(tmp_path / "x.h5", layers)
    with h5py.File(path, "r+") as file:
        file.attrs["layer_names"] = [b"base"]
    assert set(FORMAT.open(path)) == {"base/w:0", "own/v:0"}


@pytest.mark.parametrize("encode", [list, np.array], ids=["variable length", "fixed length"])
def test_reads_lists_that_keras_spread_over_several_attributes(encode: Any, tmp_path: Path) -> None:
    path = keras_file(tmp_path / "x.h5", {"a": {f"m/a/{number}:0": np.zeros(number) for number in range(7)}})
    with h5py.File(path, "r+") as file:
        names = [name.encode() for name in names_in(file["a"], "weight_names")]
        del file["a"].attrs["weight_names"]
        for number in range(3):
            file["a"].attrs[f"weight_names{number}"] = encode(names[number * 3 : number * 3 + 3])
    assert set(FORMAT.open(path)) == {f"a/{number}:0" for number in range(7)}


DTYPES = ["bool", "u1", "i1", "u2", "i2", "u4", "i4", "u8", "i8", "f2", "f4", "f8"]


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [(), (5,), (2, 3, 1), (0, 3)])
def test_reads_every_dtype_as_an_extent(dtype: str, shape: tuple[int, ...], tmp_path: Path) -> None:
    array = np.arange(np.prod(shape, dtype=int)).reshape(shape).astype(dtype)
    assert one(tmp_path / "x.h5", data=array) == described(array)
    assert FORMAT.open(tmp_path / "x.h5")["layer/kernel:0"].via is None


@pytest.mark.parametrize("dtype", [">i2", ">u8", ">f2", ">f4", ">f8"])
def test_reads_big_endian_tensors_through_the_format(dtype: str, tmp_path: Path) -> None:
    array = np.arange(6).reshape(2, 3).astype(dtype)
    assert one(tmp_path / "x.h5", data=array) == described(array.astype(array.dtype.newbyteorder("<")))
    assert FORMAT.open(tmp_path / "x.h5")["layer/kernel:0"].via == "h5"


CHUNKINGS = [
    {"chunks": (7, 30)},
    {"chunks": (50, 100)},
    {"chunks": (64, 3), "maxshape": (None, None)},
    {"chunks": (7, 30), "compression": "gzip"},
    {"chunks": (7, 30), "compression": "gzip", "shuffle": True},
    {"chunks": (7, 30), "shuffle": True},
    {"chunks": (1, 1)},
]


@pytest.mark.parametrize("options", CHUNKINGS, ids=str)
@pytest.mark.parametrize("dtype", ["<f4", ">f8", "bool"])
def test_reads_chunked_tensors_through_the_format(options: dict[str, Any], dtype: str, tmp_path: Path) -> None:
    array = (np.arange(5_000).reshape(50, 100) % 251).astype(dtype)
    stored = one(tmp_path / "x.h5", data=array, **options)
    assert stored == described(array.astype(array.dtype.newbyteorder("<")))
    spec = FORMAT.open(tmp_path / "x.h5")["layer/kernel:0"]
    assert spec.via == "h5"
    assert spec.extents


def test_reads_chunks_that_were_stored_without_some_filter(tmp_path: Path) -> None:
    array = np.arange(20, dtype=np.float32)
    options = {"chunks": (10,), "compression": "gzip", "shuffle": True}
    path = keras_file(tmp_path / "x.h5", {"layer": {NAME: {"data": array, **options}}})
    with h5py.File(path, "r+") as file:
        shuffled = array[:10].view(np.uint8).reshape(10, 4).T.tobytes()
        file[f"layer/{NAME}"].id.write_direct_chunk((0,), shuffled, filter_mask=0b10)
        file[f"layer/{NAME}"].id.write_direct_chunk((10,), array[10:].tobytes(), filter_mask=0b11)
    assert read(FORMAT, FORMAT.open(path)) == {"layer/kernel:0": described(array)}


def test_reads_chunks_of_one_and_of_many_axes(tmp_path: Path) -> None:
    for shape, chunks in (((1_000,), (7,)), ((4, 5, 6, 7), (2, 2, 4, 3)), ((3, 0, 2), (1, 1, 1))):
        array = np.arange(np.prod(shape, dtype=int), dtype=np.float32).reshape(shape)
        options = {"chunks": chunks, "compression": "gzip", "maxshape": (None,) * len(shape)}
        assert one(tmp_path / f"{len(shape)}.h5", data=array, **options) == described(array)


def test_reads_compact_tensors_as_extents(tmp_path: Path) -> None:
    path = keras_file(tmp_path / "x.h5", {"layer": {}})
    with h5py.File(path, "r+", libver="earliest") as file:
        layout = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        layout.set_layout(h5py.h5d.COMPACT)
        parent = file.create_group("layer/tf_model/layer").id
        made = h5py.h5d.create(parent, b"kernel:0", h5py.h5t.NATIVE_FLOAT, h5py.h5s.create_simple((3,)), layout)
        made.write(h5py.h5s.ALL, h5py.h5s.ALL, np.arange(3, dtype=np.float32))
        file["layer"].attrs["weight_names"] = [NAME.encode()]
    assert read(FORMAT, FORMAT.open(path)) == {"layer/kernel:0": described(np.arange(3, dtype=np.float32))}
    assert FORMAT.open(path)["layer/kernel:0"].via is None


@pytest.mark.parametrize("before", [512, 4096])
def test_reads_files_with_a_user_block(before: int, tmp_path: Path) -> None:
    array = np.arange(5_000, dtype=np.float32).reshape(50, 100)
    layers = {"layer": {NAME: array, "m/layer/chunked:0": {"data": array, "chunks": (7, 30)}}}
    path = keras_file(tmp_path / "x.h5", layers, userblock_size=before)
    assert read(FORMAT, FORMAT.open(path)) == dict.fromkeys(["layer/kernel:0", "layer/chunked:0"], described(array))


def test_reads_groups_of_thousands(tmp_path: Path) -> None:
    layers = {"layer": {f"m/layer/{number}:0": np.full(1, number) for number in range(3_000)}}
    catalog = FORMAT.open(keras_file(tmp_path / "x.h5", layers))
    assert read(FORMAT, catalog) == {f"layer/{n}:0": described(np.full(1, n)) for n in range(3_000)}


def test_generic_keras_models_keep_their_paths(tmp_path: Path) -> None:
    layers = {"dense": {"dense/kernel:0": np.ones((2, 3))}, "dense_1": {"dense_1/kernel:0": np.ones((3, 2))}}
    assert set(FORMAT.open(keras_file(tmp_path / "x.h5", layers))) == {"dense/kernel:0", "dense_1/kernel:0"}


def test_reading_needs_no_h5py(tmp_path: Path) -> None:
    array = np.arange(12.0).reshape(3, 4)
    path = keras_file(tmp_path / "x.h5", {"layer": {NAME: {"data": array, "chunks": (2, 2), "compression": "gzip"}}})
    code = f"""
import sys
sys.modules["h5py"] = None
from pathlib import Path
from trivet.formats.h5 import H5Format
spec = H5Format().open(Path({str(path)!r}))["layer/kernel:0"]
assert H5Format().read(spec).view("f8").sum() == {array.sum()}
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError, match=r"absent\.h5"):
        FORMAT.open(tmp_path / "absent.h5")


def test_a_file_that_changed_between_header_and_bytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.h5"
    keras_file(path, {"layer": {NAME: {"data": np.zeros((4, 4)), "chunks": (2, 2)}}})
    spec = FORMAT.open(path)["layer/kernel:0"]
    keras_file(path, {"layer": {NAME: {"data": np.zeros((4, 5)), "chunks": (2, 2)}}})
    with pytest.raises(CorruptFileError, match="was written to since its header was read"):
        FORMAT.read(spec)
    keras_file(path, {"layer": {NAME: {"data": np.full((4, 4), 2.0), "chunks": (2, 2)}}})
    with pytest.raises(CorruptFileError, match="was written to since its header was read"):
        FORMAT.read(spec)
    assert (FORMAT.read(FORMAT.open(path)["layer/kernel:0"]).view(np.float64) == 2).all()


@pytest.mark.parametrize("framework", ["torch", "tensorflow", "flax"])
def test_does_not_take_other_containers_for_its_own(framework: str) -> None:
    for path in Case("BertModel").checkpoint(framework).iterdir():
        assert FORMAT.sniff(path) == (path.suffix == ".h5")
