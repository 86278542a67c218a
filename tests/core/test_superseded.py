"""A load without options gives what was written last, whatever containers the folder held before."""

from __future__ import annotations

import itertools
import json
import logging
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tiny_bert
from checkpoints import snapshot
from torch_files import rebuilt, storage, zip_file

import trivet
from golden_data import FRAMEWORKS
from trivet.checkpoint.superseded import superseded_by
from trivet.checkpoint.weights import MANIFEST_NAME, find_weights
from trivet.dtypes import DType
from trivet.errors import DestinationError
from trivet.formats.storage import Storage
from trivet.formats.torch import TorchFormat
from trivet.layout import DIALECTS
from trivet.planning.opening import open_checkpoint
from trivet.tensors.entry import Entry
from trivet.transfer.saving import write_checkpoint


class BinWriter(TorchFormat):
    """Core's reader of `.bin` files with a writer of int32 tensors."""

    def write(self, path: Path, entries: Sequence[Entry], **options: Any) -> None:
        state, data = {}, {}
        for number, entry in enumerate(entries):
            (count,) = entry.shape
            state[entry.name] = rebuilt(storage(str(number), count, "IntStorage"), (count,), (1,))
            data[str(number)] = entry.fetch().tobytes()
        zip_file(path, state, data)


class FillsFolder(BinWriter):
    """A container that fills a folder, as Orbax does."""

    name, suffixes, weights_name, dialect = "folder", ("_TREE",), "_TREE", "flax"
    parts_of_folder = ("chunks", "chunks.*")

    def write(self, path: Path, entries: Sequence[Entry], **options: Any) -> None:
        super().write(path, entries, **options)
        (path.parent / "chunks").mkdir()
        (path.parent / "chunks" / "0").write_text(str(os.urandom(4).hex()))
        (path.parent / "chunks.list").write_text("0")


WAYS: dict[str, tuple[str, Any]] = {
    "safetensors as torch": ("torch", "safetensors"),
    "safetensors as tensorflow": ("tensorflow", "safetensors"),
    "h5": ("tensorflow", "h5"),
    "msgpack": ("flax", "msgpack"),
    "bin": ("torch", BinWriter()),
}
LOADS = (None, *FRAMEWORKS)


def save(folder: Path, value: int, way: str, **options: Any) -> Any:
    dialect, container = WAYS[way]
    name = "kernel:0" if dialect == "tensorflow" else "weight"
    entries = [
        Entry(f"{layer}/{name}" if ":" in name else f"{layer}.{name}", DType.I32, (2,), lambda: _bytes(value))
        for layer in "ab"
    ]
    options = {"side_files": {"config.json": json.dumps({"value": value}).encode()}, **options}
    return write_checkpoint(entries, folder, dialect=DIALECTS[dialect], container=container, **options)


def _bytes(value: int) -> np.ndarray:
    return np.full(2, value, np.int32).view(np.uint8)


def held(folder: Path, framework: str | None = None, **options: Any) -> set[int]:
    """The values of all tensors that a load gives."""
    checkpoint, bytes_of = open_checkpoint(folder, framework=framework, **options), Storage()
    assert len(checkpoint.catalog) == 2
    return {int(each) for spec in checkpoint.catalog.values() for each in bytes_of.array(spec).ravel()}


def everywhere(folder: Path, **options: Any) -> set[int]:
    return set().union(*(held(folder, framework, **options) for framework in LOADS))


@pytest.mark.parametrize(("old", "new"), list(itertools.permutations(WAYS, 2)))
def test_every_default_load_gives_what_was_written_last(old: str, new: str, tmp_path: Path) -> None:
    shards: dict[str, Any] = {"max_shard_size": 8}
    for sharded_before, sharded_after in itertools.product((False, True), repeat=2):
        folder = tmp_path / f"{sharded_before}{sharded_after}"
        save(folder, 1, old, **(shards if sharded_before else {}))
        (folder / "notes.txt").write_text("kept")
        before = set(os.listdir(folder))
        written = save(folder, 2, new, **(shards if sharded_after else {}))
        assert everywhere(folder) == {2}
        gone = before - set(os.listdir(folder))
        assert gone >= set(written.removed)
        assert (folder / "notes.txt").exists()


@pytest.mark.parametrize("way", WAYS)
def test_sharded_over_single_and_single_over_sharded_give_the_newer(way: str, tmp_path: Path) -> None:
    for value, size in enumerate((10**9, 8, 10**9)):
        written = save(tmp_path, value, way, max_shard_size=size)
        assert everywhere(tmp_path) == {value}
        assert {file.name for file in written.files} | {"config.json"} == set(os.listdir(tmp_path))
        assert written.removed == ()


@pytest.mark.parametrize(("old", "new"), list(itertools.permutations(["safetensors as torch", "h5", "bin"], 2)))
def test_variants_are_read_as_written_and_plain_weights_stay(old: str, new: str, tmp_path: Path) -> None:
    for sizes in itertools.product((10**9, 8), repeat=2):
        folder = tmp_path / str(sizes)
        save(folder, 0, old)
        plain = snapshot(folder)
        save(folder, 1, old, variant="fp16", max_shard_size=sizes[0])
        save(folder, 2, new, variant="fp16", max_shard_size=sizes[1])
        assert everywhere(folder, variant="fp16") == {2}
        assert everywhere(folder) == {0}
        assert {name: data for name, data in snapshot(folder).items() if name in plain and name != "config.json"} == {
            name: data for name, data in plain.items() if name != "config.json"
        }


def test_index_of_a_variant_under_its_other_name_is_superseded(tmp_path: Path) -> None:
    save(tmp_path, 1, "safetensors as torch", variant="fp16", max_shard_size=8)
    index = tmp_path / "model.safetensors.index.fp16.json"
    index.rename(tmp_path / "model.safetensors.fp16.index.json")  # no name that is looked for
    (tmp_path / "model.safetensors.fp16.index.json").rename(tmp_path / "model.fp16.safetensors.index.json")
    save(tmp_path, 2, "safetensors as torch", variant="fp16", max_shard_size=8)
    assert held(tmp_path, variant="fp16") == {2}


def test_folder_that_holds_one_model_in_several_containers_keeps_them_when_told(tmp_path: Path) -> None:
    for way in ("safetensors as torch", "h5", "msgpack", "bin"):
        assert save(tmp_path, 1, way, keep_others=True).removed == ()
    assert {"model.safetensors", "tf_model.h5", "flax_model.msgpack", "pytorch_model.bin"} < set(os.listdir(tmp_path))


def test_refusal_names_all_that_would_go(tmp_path: Path) -> None:
    save(tmp_path, 1, "bin", max_shard_size=8)
    save(tmp_path, 1, "msgpack", keep_others=True)
    (tmp_path / MANIFEST_NAME).write_text("{}")
    before = snapshot(tmp_path)
    with pytest.raises(DestinationError) as caught:
        save(tmp_path, 2, "h5", overwrite=False)
    for name in sorted(set(before) - {"config.json"}):
        assert name in str(caught.value)
    assert "removed" in str(caught.value)
    assert snapshot(tmp_path) == before


def test_weights_that_rank_behind_stay(tmp_path: Path) -> None:
    save(tmp_path, 1, "h5")
    assert save(tmp_path, 2, "safetensors as torch", overwrite=False).removed == ()
    assert (tmp_path / "tf_model.h5").exists()
    assert everywhere(tmp_path) == {2}


def test_checkpoint_of_tensorflow_goes_with_its_data(tmp_path: Path) -> None:
    for name in ("model.ckpt.index", "model.ckpt.data-00000-of-00001", "model.ckpt.meta", "other.ckpt.meta"):
        (tmp_path / name).write_text("old")
    removed = save(tmp_path, 2, "bin").removed
    assert removed == ("model.ckpt.data-00000-of-00001", "model.ckpt.index", "model.ckpt.meta")
    assert (tmp_path / "other.ckpt.meta").exists()


@pytest.fixture
def with_folders(provide: Callable[..., None]) -> None:
    from trivet.formats.h5 import H5Format
    from trivet.formats.safetensors import SafetensorsFormat

    for each in (SafetensorsFormat(), H5Format(), FillsFolder()):
        provide("trivet.formats", each.name, each)


@pytest.mark.usefixtures("with_folders")
@pytest.mark.parametrize("links", [True, False], ids=["exchange", "file by file"])
def test_container_that_fills_a_folder_goes_as_a_whole(
    links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not links:
        monkeypatch.setattr("trivet.checkpoint.staging._must_stay", lambda folder: True)
    entries = [Entry(f"{layer}.kernel", DType.I32, (2,), lambda: _bytes(1)) for layer in "ab"]
    for _ in range(2):  # also over itself
        before = snapshot(tmp_path)
        write_checkpoint(entries, tmp_path / "m", dialect=DIALECTS["flax"], container="folder")
        assert {"_TREE", "chunks", "chunks.list"} == set(os.listdir(tmp_path / "m"))
        assert snapshot(tmp_path) != before
    written = save(tmp_path / "m", 2, "h5")
    assert set(os.listdir(tmp_path / "m")) == {"config.json", "tf_model.h5"}
    assert set(written.removed) == {"_TREE", "chunks", "chunks.list"}
    (tmp_path / "m" / "chunks").mkdir()  # somebody's own: there is no tree that it could be a part of
    assert save(tmp_path / "m", 3, "h5").removed == ()
    assert (tmp_path / "m" / "chunks").is_dir()


def test_adapter_that_would_be_read_instead_goes(tmp_path: Path) -> None:
    """A folder with `adapter_config.json` stands for the model that the adapter was made for."""
    for name in ("adapter_config.json", "adapter_model.safetensors"):
        (tmp_path / name).write_text("{}")
    assert save(tmp_path, 1, "safetensors as torch", keep_others=True).removed == ()
    assert save(tmp_path, 1, "safetensors as torch").removed == ("adapter_config.json", "adapter_model.safetensors")


def test_ranking_does_not_depend_on_how_packages_are_installed(provide: Callable[..., None], tmp_path: Path) -> None:
    names = [each.path.name for each in (_first_of(provide, order, tmp_path) for order in (1, -1))]
    assert names[0] == names[1]


def _first_of(provide: Callable[..., None], order: int, folder: Path) -> Any:
    from trivet.formats.h5 import H5Format

    for each in (H5Format(), TorchFormat())[::order]:
        provide("trivet.formats", each.name, each)
        (folder / each.weights_name).write_text("")
    return find_weights(folder)


def test_conversion_says_what_it_removed(tmp_path: Path) -> None:
    old = tiny_bert.write_checkpoint(tmp_path / "old")
    new = tiny_bert.write_checkpoint(tmp_path / "new", tensors=tiny_bert.weights(seed=1))
    with pytest.raises(DestinationError, match=r"holds model\.safetensors already"):
        trivet.convert(new, old, to="flax", container="msgpack")
    report = trivet.convert(new, old, to="flax", container="msgpack", overwrite=True)
    assert report.removed == ("model.safetensors",)
    assert trivet.diff(new, old).is_identical


def test_source_that_is_converted_in_its_own_folder_stays_unless_cast(tmp_path: Path) -> None:
    folder = tiny_bert.write_checkpoint(tmp_path, shards=2)
    names = set(os.listdir(folder))
    assert trivet.convert(folder, folder, to="tensorflow", container="h5").removed == ()
    assert set(os.listdir(folder)) == names | {"tf_model.h5"}
    with pytest.raises(DestinationError, match=r"model\.safetensors\.index\.json"):
        trivet.convert(folder, folder, to="flax", container="msgpack", dtype="bf16")
    trivet.convert(folder, folder, to="flax", container="msgpack", dtype="bf16", overwrite=True)
    assert set(os.listdir(folder)) == {"config.json", "flax_model.msgpack"}
    for framework in LOADS:
        assert {spec.dtype for spec in open_checkpoint(folder, framework=framework).catalog.values()} == {DType.BF16}


def test_removed_files_are_logged_if_there_is_no_report(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    save(tmp_path, 1, "msgpack")
    with caplog.at_level(logging.WARNING, "trivet"):
        save(tmp_path, 2, "h5").log_removed()
        save(tmp_path, 3, "h5").log_removed()
    (record,) = caplog.records
    assert "flax_model.msgpack" in record.getMessage()
    assert "keep_others=True" in record.getMessage()


def test_adapter_is_superseded_by_one_in_another_container_and_weights_stay() -> None:
    superseded = superseded_by(["adapter_model.bin", "adapter_config.json"], own_name="adapter_model.bin")
    assert superseded("adapter_model.safetensors")  # it is read first
    assert not superseded("model.safetensors")
    superseded = superseded_by(["adapter_model.safetensors", "adapter_config.json"])
    assert not superseded("adapter_model.bin")
