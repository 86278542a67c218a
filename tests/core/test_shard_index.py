"""The shard index as hostile input: names that leave the folder, shards that are not there, headers that disagree."""

import json
from pathlib import Path

import numpy as np
import pytest
from checkpoints import write_index, write_packed, write_sharded

from trivet.checkpoint.shards import read_index
from trivet.errors import CorruptFileError, MissingShardError, SourceNotFoundError, UnsafePathError
from trivet.planning.opening import open_checkpoint

A, B = {"a": np.ones(3, np.float32)}, {"b": np.zeros(2, np.float32)}


def test_opens_shards_of_a_good_index(tmp_path: Path) -> None:
    index = write_sharded(tmp_path, [A, B])
    shard_index = read_index(index)
    assert [file.name for file in shard_index.files] == [
        "model-00001-of-00002.safetensors",
        "model-00002-of-00002.safetensors",
    ]
    assert shard_index.metadata == {"total_size": 0}
    for source in (tmp_path, index):
        assert list(open_checkpoint(source).catalog) == ["a", "b"]


def test_files_are_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("z", "a", "m"):
        write_packed(tmp_path / f"{name}.safetensors", {name: np.ones(1, np.uint8)})
    index = write_index(tmp_path, {"m": "m.safetensors", "z": "z.safetensors", "a": "a.safetensors"})
    assert [file.stem for file in read_index(index).files] == ["a", "m", "z"]


UNSAFE = [
    "../model.safetensors",
    "..",
    ".",
    "",
    "/etc/passwd",
    "//host/share/x",
    "sub/model.safetensors",
    "sub/../model.safetensors",
    "./model.safetensors",
    "model.safetensors/",
    "C:\\model.safetensors",
    "C:model.safetensors",
    "C:",
    "..\\model.safetensors",
    ".\\model.safetensors",
    "sub\\model.safetensors",
    "\\\\host\\share\\model.safetensors",
    "\\model.safetensors",
    "model.safetensors\0.txt",
    "\0",
]


@pytest.mark.parametrize("name", UNSAFE, ids=repr)
def test_refuses_index_that_leaves_the_folder(name: str, tmp_path: Path) -> None:
    write_packed(tmp_path / "model.safetensors", A)
    write_packed(tmp_path / "folder" / "model.safetensors", A)
    write_packed(tmp_path / "folder" / "sub" / "model.safetensors", A)
    index = write_index(tmp_path / "folder", {"a": name})
    with pytest.raises(UnsafePathError) as caught:
        read_index(index)
    assert (caught.value.path, caught.value.name) == (index, name)
    assert str(caught.value) == (
        f"{index}: the file name {name!r} leaves the checkpoint's folder; shard names must be plain names beside the "
        "index."
    )


@pytest.mark.parametrize(
    "name", ["model.safetensors", "..model", "a b.safetensors", "重み.safetensors", "~", "-rf", "…"]
)
def test_accepts_plain_names(name: str, tmp_path: Path) -> None:
    write_packed(tmp_path / name, A)
    assert [file.name for file in read_index(write_index(tmp_path, {"a": name})).files] == [name]


def test_one_bad_name_among_good_ones_is_refused(tmp_path: Path) -> None:
    index = write_sharded(tmp_path, [A, B])
    weight_map = json.loads(index.read_text())["weight_map"]
    with pytest.raises(UnsafePathError):
        read_index(write_index(tmp_path, {**weight_map, "c": "../c.safetensors"}))


@pytest.mark.parametrize("file", [None, 3, True, ["x"], {"x": "y"}, 1.5])
def test_refuses_names_that_are_not_text(file: object, tmp_path: Path) -> None:
    index = write_index(tmp_path, {"a": file})
    with pytest.raises(CorruptFileError, match="has no 'weight_map' object of tensor names to file names"):
        read_index(index)


@pytest.mark.parametrize(
    "text", ["[]", "{}", "null", '"x"', '{"weight_map": {}}', '{"weight_map": []}', '{"weight_map": null}']
)
def test_refuses_index_without_a_map(text: str, tmp_path: Path) -> None:
    index = tmp_path / "model.safetensors.index.json"
    index.write_text(text)
    with pytest.raises(CorruptFileError) as caught:
        read_index(index)
    assert str(caught.value) == f"{index}: has no 'weight_map' object of tensor names to file names"


@pytest.mark.parametrize("text", ["{", "not json", '{"weight_map": ' * 100_000])
def test_refuses_index_that_is_not_json(text: str, tmp_path: Path) -> None:
    index = tmp_path / "model.safetensors.index.json"
    index.write_text(text)
    with pytest.raises(CorruptFileError, match=r"index\.json: is not valid JSON"):
        read_index(index)


def test_refuses_index_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError, match="there is no such index"):
        read_index(tmp_path / "model.safetensors.index.json")


@pytest.mark.parametrize("metadata", [None, [], "x", 3])
def test_metadata_of_another_form_is_left_out(metadata: object, tmp_path: Path) -> None:
    index = write_sharded(tmp_path, [A])
    index.write_text(json.dumps({**json.loads(index.read_text()), "metadata": metadata}))
    assert read_index(index).metadata == {}


def test_refuses_missing_shards_and_names_all_of_them(tmp_path: Path) -> None:
    index = write_sharded(tmp_path, [A, B, {"c": np.ones(1, np.uint8)}])
    (tmp_path / "model-00001-of-00003.safetensors").unlink()
    (tmp_path / "model-00003-of-00003.safetensors").unlink()
    with pytest.raises(MissingShardError) as caught:
        open_checkpoint(tmp_path)
    assert caught.value.missing == ("model-00001-of-00003.safetensors", "model-00003-of-00003.safetensors")
    assert isinstance(caught.value, FileNotFoundError)
    assert str(caught.value) == (
        f"{index}: 2 shard(s) named by the index are missing from its folder: model-00001-of-00003.safetensors, "
        "model-00003-of-00003.safetensors. Fetch the missing files again; nothing was loaded."
    )


def test_folder_in_place_of_a_shard_counts_as_missing(tmp_path: Path) -> None:
    write_sharded(tmp_path, [A, B])
    (tmp_path / "model-00002-of-00002.safetensors").unlink()
    (tmp_path / "model-00002-of-00002.safetensors").mkdir()
    with pytest.raises(MissingShardError):
        open_checkpoint(tmp_path)


def test_refuses_truncated_shard(tmp_path: Path) -> None:
    write_sharded(tmp_path, [A, B])
    shard = tmp_path / "model-00002-of-00002.safetensors"
    shard.write_bytes(shard.read_bytes()[:-1])
    with pytest.raises(CorruptFileError) as caught:
        open_checkpoint(tmp_path)
    assert (caught.value.path, caught.value.tensor) == (shard, "b")


def test_refuses_tensor_that_the_index_places_and_no_shard_has(tmp_path: Path) -> None:
    index = write_sharded(tmp_path, [A, B])
    weight_map = json.loads(index.read_text())["weight_map"]
    write_index(tmp_path, {**weight_map, "ghost": "model-00001-of-00002.safetensors"})
    with pytest.raises(CorruptFileError) as caught:
        open_checkpoint(tmp_path)
    assert str(caught.value) == (
        f"{index}: tensor 'ghost': placed in model-00001-of-00002.safetensors by the index, but found in no shard"
    )


def test_refuses_tensor_in_another_shard_than_the_index_says(tmp_path: Path) -> None:
    index = write_sharded(tmp_path, [A, B])
    weight_map = json.loads(index.read_text())["weight_map"]
    write_index(tmp_path, {"a": weight_map["b"], "b": weight_map["a"]})
    with pytest.raises(CorruptFileError) as caught:
        open_checkpoint(tmp_path)
    assert str(caught.value) == (
        f"{index}: tensor 'a': placed in model-00002-of-00002.safetensors by the index, but found in "
        "model-00001-of-00002.safetensors"
    )


def test_refuses_tensor_that_the_index_does_not_know(tmp_path: Path) -> None:
    index = write_sharded(tmp_path, [{**A, "more": np.ones(1, np.uint8)}, B])
    weight_map = json.loads(index.read_text())["weight_map"]
    del weight_map["more"]
    write_index(tmp_path, weight_map)
    with pytest.raises(CorruptFileError) as caught:
        open_checkpoint(tmp_path)
    shard = tmp_path / "model-00001-of-00002.safetensors"
    assert str(caught.value) == f"{index}: tensor 'more': stored in {shard}, but not in the index"


def test_refuses_name_stored_in_two_shards(tmp_path: Path) -> None:
    write_sharded(tmp_path, [A, B])
    write_packed(tmp_path / "model-00002-of-00002.safetensors", {**A, **B})
    with pytest.raises(CorruptFileError) as caught:
        open_checkpoint(tmp_path)
    first, second = (tmp_path / f"model-0000{number}-of-00002.safetensors" for number in (1, 2))
    assert str(caught.value) == (
        f"{second}: tensor 'a': is also stored in {first}; one checkpoint may hold a name once"
    )
