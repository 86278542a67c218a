"""An `.h5` file that is damaged or malformed is refused, naming the file, the tensor and the byte."""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from h5_files import keras_file, offset_of
from h5_refusals import FORMAT, NAME, PLAIN, edited, one, patched, refusal

from golden_data import Case
from trivet.formats.h5 import image
from trivet.testing.hostile import truncations


def test_refuses_files_cut_off_anywhere(tmp_path: Path) -> None:
    good = (Case("BertModel").checkpoint("tensorflow") / "tf_model.h5").read_bytes()
    for data in truncations(good, most=200):
        (tmp_path / "x.h5").write_bytes(data)
        refusal(tmp_path / "x.h5")


def test_says_how_much_of_a_cut_file_is_missing(tmp_path: Path) -> None:
    path = one(tmp_path, data=PLAIN)
    size = path.stat().st_size
    path.write_bytes(path.read_bytes()[:-1])
    assert f"declares data through byte {size}, but the file has {size - 1}" in refusal(path)


@pytest.mark.parametrize("content", [b"", b"x", b"not an HDF5 file " * 100, image.SIGNATURE])
def test_refuses_what_is_not_hdf5(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.h5").write_bytes(content)
    refusal(tmp_path / "x.h5")


def test_refuses_a_folder(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)


def test_refuses_variables_and_layers_that_are_listed_and_not_there(tmp_path: Path) -> None:
    def rename(file: h5py.File) -> None:
        file["layer"].move("m/layer/kernel:0", "m/layer/other:0")

    assert f"tensor '{NAME}': listed in the file's attributes, but not in the file" in refusal(edited(tmp_path, rename))
    path = edited(tmp_path, lambda file: file.move("layer", "other"))
    assert "tensor 'layer': listed" in refusal(path)


@pytest.mark.parametrize("name", ["", ".", "m//layer/kernel:0", "./m/layer/kernel:0", "/layer/m/layer/kernel:0"])
def test_refuses_other_spellings_of_a_path(name: str, tmp_path: Path) -> None:
    path = edited(tmp_path, lambda file: file["layer"].attrs.__setitem__("weight_names", [name.encode()]))
    assert "not in the file" in refusal(path)


def test_refuses_a_variable_listed_twice(tmp_path: Path) -> None:
    path = edited(tmp_path, lambda file: file["layer"].attrs.__setitem__("weight_names", [NAME.encode()] * 2))
    assert "lists a name twice" in refusal(path)


@pytest.mark.parametrize("value", [5, 1.5, [1, 2], "layer", np.array([b"layer\xff"])], ids=str)
def test_refuses_lists_of_anything_but_names(value: Any, tmp_path: Path) -> None:
    path = edited(tmp_path, lambda file: file.attrs.__setitem__("layer_names", value))
    refusal(path)


def test_refuses_a_layer_that_is_neither_group_nor_dataset(tmp_path: Path) -> None:
    def remove(file: h5py.File) -> None:
        del file["layer"].attrs["weight_names"]

    assert "a dataset is expected here" in refusal(edited(tmp_path, remove))


def test_refuses_datasets_that_were_never_written(tmp_path: Path) -> None:
    path = one(tmp_path, shape=(1_000,), dtype="f4")
    assert "tensor 'layer/kernel:0': its bytes were never written" in refusal(path)
    path = one(tmp_path, shape=(2**50,), dtype="f4")
    assert "is more than the file can hold" in refusal(path)


def test_refuses_chunked_datasets_of_which_a_part_was_never_written(tmp_path: Path) -> None:
    path = edited(tmp_path, lambda file: None, shape=(100,), dtype="f4", chunks=(10,))
    assert "0 of its 10 chunks were written" in refusal(path)
    path = edited(
        tmp_path, lambda file: file[f"layer/{NAME}"].__setitem__(5, 1), shape=(100,), dtype="f4", chunks=(10,)
    )
    assert "1 of its 10 chunks were written" in refusal(path)


def test_refuses_copies_of_another_shape_or_dtype(tmp_path: Path) -> None:
    for other in (np.zeros(4), np.zeros(3, np.float32)):
        path = keras_file(tmp_path / "x.h5", {"layer": {NAME: np.zeros(3)}, "last": {NAME: other}})
        assert f"tensor '{NAME}': is stored as F64 [3] and, under the layer 'last', as" in refusal(path)


def two(folder: Path, **options: Any) -> tuple[Path, list[int]]:
    """A file with two datasets of 100 floats, and where their bytes begin."""
    datasets = {f"m/layer/{name}:0": {"data": PLAIN[:100] + shift, **options} for shift, name in enumerate("ab")}
    path = keras_file(folder / "x.h5", {"layer": datasets})
    return path, [0 if options else offset_of(path, f"layer/m/layer/{name}:0") for name in "ab"]


def test_refuses_tensors_that_overlap(tmp_path: Path) -> None:
    path, (first, second) = two(tmp_path)
    patched(path, struct.pack("<QQ", second, 400), struct.pack("<Q", first + 4))
    message = refusal(path)
    assert f"tensor 'layer/b:0': its bytes start at {first + 4} of the file and overlap those of 'layer/a:0'" in message


def test_refuses_tensors_outside_the_file(tmp_path: Path) -> None:
    path, (first, _) = two(tmp_path)
    size = path.stat().st_size
    patched(path, struct.pack("<QQ", first, 400), struct.pack("<Q", size - 399))
    assert f"tensor 'layer/a:0': its bytes end at {size + 1}, the file at {size}" in refusal(path)


@pytest.mark.parametrize("nbytes", [0, 399, 404, 2**40])
def test_refuses_tensors_whose_bytes_do_not_fit_their_shape(nbytes: int, tmp_path: Path) -> None:
    path, (first, _) = two(tmp_path)
    patched(path, struct.pack("<QQ", first, 400), struct.pack("<Q", nbytes), skip=8)
    assert "tensor 'layer/a:0'" in refusal(path)


def test_refuses_chunks_that_overlap_or_lie_outside(tmp_path: Path) -> None:
    path, _ = two(tmp_path, chunks=(50,))
    with h5py.File(path) as file:
        chunks = [file[f"layer/m/layer/{name}:0"].id.get_chunk_info(0).byte_offset for name in "ab"]
    good = path.read_bytes()
    patched(path, struct.pack("<Q", chunks[1]), struct.pack("<Q", chunks[0] + 8))
    assert "overlap" in refusal(path)
    path.write_bytes(good)
    patched(path, struct.pack("<Q", chunks[1]), struct.pack("<Q", len(good) - 10))
    assert "outside the file" in refusal(path)


def test_refuses_chunks_that_do_not_decompress_to_their_size(tmp_path: Path) -> None:
    def spoiled(edit: Callable[[bytes], bytes]) -> str:
        path = one(tmp_path, data=PLAIN, chunks=(500,), compression="gzip")
        with h5py.File(path) as file:
            chunk = file[f"layer/{NAME}"].id.get_chunk_info(1)
        data = path.read_bytes()
        end = chunk.byte_offset + chunk.size
        stored = edit(data[chunk.byte_offset : end]).ljust(chunk.size, b"\0")
        path.write_bytes(data[: chunk.byte_offset] + stored + data[end:])
        return refusal(path)

    assert "the chunk at (500,) does not decompress" in spoiled(lambda stored: b"\xff" * len(stored))
    assert "decompresses to 4 bytes or more, not to 2000" in spoiled(lambda stored: zlib.compress(b"abcd"))
    assert "decompresses to 2001 bytes or more, not to 2000" in spoiled(lambda stored: zlib.compress(b"\0" * 60_000))


def test_a_small_file_cannot_ask_for_much_memory(tmp_path: Path) -> None:
    path = one(tmp_path, data=np.zeros(2_000_000, np.float32), chunks=(2_000_000,), compression="gzip")
    size = struct.pack("<I", 2_000_000)  # of the chunk's one axis; the shape is in 8 bytes
    assert FORMAT.open(path)
    data = path.read_bytes()
    path.write_bytes(data.replace(size + struct.pack("<I", 4), struct.pack("<II", 2**31, 4)))
    assert "of a wrong size" in refusal(path)


def test_refuses_texts_that_are_not_where_the_list_says(tmp_path: Path) -> None:
    path = one(tmp_path, data=PLAIN)
    data = path.read_bytes()
    heap = data.index(b"GCOL")  # of the root's list, whose one text is "layer"
    reference = struct.pack("<IQI", 5, heap, 1)
    for wrong in (struct.pack("<IQI", 5, heap, 9), struct.pack("<IQI", 600, heap, 1)):
        path.write_bytes(data)
        assert "which does not exist" in refusal(patched(path, reference, wrong))
    path.write_bytes(data)
    assert "a global heap is expected here" in refusal(patched(path, reference, struct.pack("<IQI", 5, heap + 8, 1)))


def test_refuses_trees_that_refer_to_themselves(tmp_path: Path) -> None:
    path = keras_file(tmp_path / "x.h5", {"layer": {f"m/layer/{number}:0": np.zeros(1) for number in range(500)}})
    data = path.read_bytes()
    start = data.index(b"TREE\x00\x01")  # a node of a group's tree that has other nodes below it
    patched(path, data[start : start + 24], struct.pack("<Q", start), skip=24 + 8)
    assert "a B-tree refers to itself" in refusal(path)


def test_refuses_object_headers_that_refer_to_themselves(tmp_path: Path) -> None:
    many = {f"attribute{number}": "x" * 100 for number in range(50)}
    path = edited(tmp_path, lambda file: [file.attrs.__setitem__(name, text) for name, text in many.items()])
    data = path.read_bytes()
    start = data.index(struct.pack("<HHI", 0x10, 16, 0)) + 8
    where, length = struct.unpack_from("<QQ", data, start)
    inner = data.index(struct.pack("<HHI", 0x10, 16, 0), where) + 8
    assert inner < where + length
    path.write_bytes(data[:inner] + struct.pack("<QQ", where, length) + data[inner + 16 :])
    refusal(path)


def test_structures_are_not_read_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = keras_file(tmp_path / "x.h5", {f"layer{number}": {"m/a/b:0": np.zeros(1)} for number in range(20)})
    monkeypatch.setattr(image, "_BUDGET_ALLOWANCE", 0)
    monkeypatch.setattr(image, "_BUDGET_FACTOR", 0.1)
    assert "refer to each other more often" in refusal(path)


def test_a_group_is_refused_where_a_dataset_is_listed(tmp_path: Path) -> None:
    path = edited(tmp_path, lambda file: file["layer"].attrs.__setitem__("weight_names", [b"m/layer"]))
    assert "tensor 'm/layer': a dataset is expected here" in refusal(path)


def test_a_dataset_is_refused_where_a_group_is_listed(tmp_path: Path) -> None:
    path = edited(tmp_path, lambda file: file["layer"].attrs.__setitem__("weight_names", [f"{NAME}/more".encode()]))
    assert "a group is expected here" in refusal(path)
