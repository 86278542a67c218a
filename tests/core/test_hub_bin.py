"""`.bin` checkpoints that lie elsewhere: looked at without being fetched, from every kind of source."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import fsspec
import numpy as np
import pytest
import tiny_bert
import torch_files as made
from hub_server import Fault, Hub
from typer.testing import CliRunner

import trivet
from trivet.cli import app
from trivet.cli.common import plain
from trivet.errors import CorruptFileError, RemoteSourceError
from trivet.planning.opening import open_checkpoint


def saved(folder: Path, part: slice = slice(None), *, legacy: bool = False) -> bytes:
    """The tiny BERT's weights, or some of them, as torch saves them."""
    names = sorted(tiny_bert.weights())[part]
    arrays = [tiny_bert.weights()[name] for name in names]
    view = (None,) if legacy else ()
    state = {
        name: made.rebuilt(
            made.storage(str(n), array.size, view=view), array.shape, tuple(s // 4 for s in array.strides)
        )
        for n, (name, array) in enumerate(zip(names, arrays, strict=True))
    }
    data = {str(n): array.tobytes() for n, array in enumerate(arrays)}
    if legacy:
        storages = {key: (len(raw) // 4, raw) for key, raw in data.items()}
        return made.legacy_file(folder / "made.bin", state, storages).read_bytes()
    return made.zip_file(folder / "made.bin", state, data).read_bytes()


@pytest.fixture
def files(tmp_path: Path) -> dict[str, bytes]:
    config = tiny_bert.write_config(tmp_path / "source").read_bytes()
    return {"config.json": config, "pytorch_model.bin": saved(tmp_path)}


def weights_here(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "home").rglob("*.bin"))


def test_is_inspected_as_if_it_lay_here_without_its_offsets(hub: Hub, files: dict[str, bytes], tmp_path: Path) -> None:
    hub.add("org/bert", files)
    report = trivet.inspect("org/bert")
    assert not weights_here(tmp_path)
    for name, data in files.items():
        (tmp_path / "source" / name).write_bytes(data)
    here = trivet.inspect(tmp_path / "source")
    assert (report.dtypes, report.modules, report.shards) == (here.dtypes, here.modules, here.shards)
    assert [row.name for row in report.tensors] == [row.name for row in here.tensors]
    assert {row.offset for row in report.tensors} == {None} != {row.offset for row in here.tensors}
    assert report.aligned is None
    assert here.aligned is not None
    checkpoint = open_checkpoint("org/bert")
    assert checkpoint.opened[0].read_bytes() == files["pytorch_model.bin"]
    fetched = trivet.inspect("org/bert")  # now it is in the cache, and all of it is known
    assert [row.offset for row in fetched.tensors] == [row.offset for row in here.tensors]


def test_is_planned_as_if_it_lay_here(hub: Hub, files: dict[str, bytes], tmp_path: Path) -> None:
    hub.add("org/bert", files)
    steps = trivet.plan("org/bert", to="flax").steps
    assert not weights_here(tmp_path)
    (tmp_path / "source" / "pytorch_model.bin").write_bytes(files["pytorch_model.bin"])
    here = trivet.plan(tmp_path / "source", to="flax").steps
    assert [(step.target, step.layout) for step in steps] == [(step.target, step.layout) for step in here]


def test_commands_say_that_the_places_are_not_known(hub: Hub, files: dict[str, bytes]) -> None:
    hub.add("org/bert", files)
    run = CliRunner().invoke
    text = plain(run(app, ["inspect", "org/bert"]).stdout)
    assert "unknown: the headers before the tensors were not fetched" in " ".join(text.split())
    assert json.loads(run(app, ["inspect", "org/bert", "--json"]).stdout)["aligned"] is None
    planned = json.loads(run(app, ["plan", "org/bert", "--to", "tensorflow", "--json"]).stdout)
    assert {step["offset"] for step in planned["steps"]} == {None}
    assert "of private memory" in plain(run(app, ["plan", "org/bert", "--to", "tensorflow"]).stdout)


@pytest.mark.parametrize("legacy", [False, True])
def test_shards_are_looked_at_one_by_one_and_the_legacy_layout_is_fetched(
    legacy: bool, hub: Hub, files: dict[str, bytes], tmp_path: Path
) -> None:
    names = sorted(tiny_bert.weights())
    parts = {"pytorch_model-00001-of-00002.bin": slice(20), "pytorch_model-00002-of-00002.bin": slice(20, None)}
    shards = {file: saved(tmp_path, part, legacy=legacy and not part.start) for file, part in parts.items()}
    index = {"weight_map": {name: file for file, part in parts.items() for name in names[part]}}
    listing = {"pytorch_model.bin.index.json": json.dumps(index).encode(), "config.json": files["config.json"]}
    hub.add("org/bert", shards | listing)
    report = trivet.inspect("org/bert")
    assert [group.tensors for group in report.shards] == [20, len(names) - 20]
    assert report.metadata["layout"] == ("legacy" if legacy else "zip")
    assert report.aligned is None
    assert [path.name for path in weights_here(tmp_path)] == (["pytorch_model-00001-of-00002.bin"] if legacy else [])
    assert {row.offset is None for row in report.tensors} == ({True, False} if legacy else {True})


def test_is_read_in_place_on_a_web_server_and_in_a_store(hub: Hub, files: dict[str, bytes], tmp_path: Path) -> None:
    hub.add("org/bert", files)
    memory = fsspec.filesystem("memory")
    for name, data in files.items():
        memory.pipe_file(f"/{tmp_path.name}/{name}", data)
    for source in (f"{hub.endpoint}/plain/org/bert/pytorch_model.bin", f"memory://{tmp_path.name}"):
        report = trivet.inspect(source)
        assert (len(report.tensors), report.model_type, report.aligned) == (len(tiny_bert.weights()), "bert", None)
    assert not weights_here(tmp_path)
    memory.rm(f"/{tmp_path.name}", recursive=True)


def test_server_that_gives_whole_files_only_gives_it_once(hub: Hub, files: dict[str, bytes], tmp_path: Path) -> None:
    hub.add("org/bert", files)
    commit = hub.repos["org/bert"].refs["main"]
    where = f"GET /org/bert/resolve/{commit}/pytorch_model.bin"
    hub.faults.append(Fault(where, whole=True, times=10))
    report = trivet.inspect("org/bert")
    assert len(report.tensors) == len(tiny_bert.weights())
    assert len(weights_here(tmp_path)) == 1
    assert [each for each in hub.requests if each.startswith(where)] == [where] * 2  # the range, and then the file


def test_ranges_that_break_off_are_asked_for_again(
    hub: Hub, files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trivet.sources.downloads.time", SimpleNamespace(sleep=lambda _: None))
    hub.add("org/bert", files)
    commit = hub.repos["org/bert"].refs["main"]
    hub.faults.append(Fault(f"GET /org/bert/resolve/{commit}/pytorch_model.bin", drop=100))
    assert len(trivet.inspect("org/bert").tensors) == len(tiny_bert.weights())
    assert not weights_here(tmp_path)
    hub.add("org/other", files)
    commit = hub.repos["org/other"].refs["main"]
    hub.faults.append(Fault(f"GET /org/other/resolve/{commit}/pytorch_model.bin", drop=100, times=3))
    with pytest.raises(RemoteSourceError, match=r"^org/other: "):
        trivet.inspect("org/other")


def test_what_only_the_whole_file_shows_is_refused_when_it_is_read(
    hub: Hub, files: dict[str, bytes], tmp_path: Path
) -> None:
    data = bytearray(files["pytorch_model.bin"])
    data[data.rindex(b"PK\x03\x04")] ^= 1
    hub.add("org/bert", {**files, "pytorch_model.bin": bytes(data)})
    assert len(trivet.inspect("org/bert").tensors) == len(tiny_bert.weights())
    with pytest.raises(CorruptFileError, match=r"zip entry 'archive/data/\d+' is not at byte \d+, where the directory"):
        trivet.convert("org/bert", tmp_path / "flax", to="flax")
    assert not (tmp_path / "flax").exists()


def test_converts_what_was_only_looked_at_before(hub: Hub, files: dict[str, bytes], tmp_path: Path) -> None:
    hub.add("org/bert", files)
    trivet.inspect("org/bert")
    trivet.convert("org/bert", tmp_path / "torch", to="torch")
    assert trivet.diff("org/bert", tmp_path / "torch").is_identical
    from safetensors.numpy import load_file

    tensors = load_file(tmp_path / "torch" / "model.safetensors")
    assert all(np.array_equal(tensors[name], array) for name, array in tiny_bert.weights().items())
