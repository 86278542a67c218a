"""What a small `.bin` file can cost: its views, its deflated entries and its pickle are bounded together."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from torch_files import legacy_file, rebuilt, storage, tensor, zip_file

import trivet
from trivet.errors import CorruptFileError
from trivet.formats import limits
from trivet.formats.storage import Storage
from trivet.formats.torch import TorchFormat, interpret, machine
from trivet.formats.torch.interpret import no_storage
from trivet.planning.opening import open_checkpoint


def repeated(count: int, elements: int) -> dict[str, object]:
    """A state dict of views that each repeat four bytes."""
    return {f"w{number}": rebuilt(storage("0"), (elements,), (0,)) for number in range(count)}


@pytest.fixture
def small_slack(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "EXPANSION_SLACK", 4000)


@pytest.mark.usefixtures("small_slack")
@pytest.mark.parametrize("layout", ["zip", "legacy"])
def test_refuses_views_that_together_repeat_a_file_many_times(layout: str, tmp_path: Path) -> None:
    def write(count: int) -> Path:
        if layout == "zip":
            return zip_file(tmp_path / f"{count}.bin", repeated(count, 4000), {"0": b"\0" * 16})
        views = {f"w{i}": rebuilt(storage("0", view=(None,)), (4000,), (0,)) for i in range(count)}
        return legacy_file(tmp_path / f"{count}.bin", views, {"0": (4, b"\0" * 16)})

    sound = write(2)
    assert TorchFormat().open(sound).nbytes == 32_000
    bomb = write(400)
    with pytest.raises(CorruptFileError, match=r"would become 6400000: its tensors repeat the same bytes"):
        TorchFormat().open(bomb)


def test_bomb_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "from").mkdir()
    (tmp_path / "from" / "config.json").write_text("{}")
    zip_file(tmp_path / "from" / "pytorch_model.bin", repeated(100, 4_000_000), {"0": b"\0" * 16})
    for attempt in (
        lambda: trivet.convert(tmp_path / "from", tmp_path / "to", to="torch"),
        lambda: trivet.inspect(tmp_path / "from"),
        lambda: trivet.verify(tmp_path / "from"),
    ):
        with pytest.raises(CorruptFileError, match="would become"):
            attempt()
    assert not (tmp_path / "to").exists()


def test_refuses_shards_that_each_expand_as_far_as_one_may(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "EXPANSION_SLACK", 300_000)

    def write(folder: Path, count: int) -> Path:
        folder.mkdir()
        weight_map = {}
        for number in range(count):
            name = f"pytorch_model-{number + 1:05d}-of-{count:05d}.bin"
            zip_file(folder / name, {f"w{number}": rebuilt(storage("0"), (75_000,), (0,))}, {"0": b"\0" * 16})
            weight_map[f"w{number}"] = name
        (folder / "pytorch_model.bin.index.json").write_text(json.dumps({"weight_map": weight_map}))
        return folder

    assert len(open_checkpoint(write(tmp_path / "one", 1)).catalog) == 1
    with pytest.raises(CorruptFileError, match=r"the \d+ bytes of its shards would become 9000000"):
        open_checkpoint(write(tmp_path / "many", 30))


def test_names_that_share_their_bytes_load(tmp_path: Path) -> None:
    """Layers that share their weights, and masks that one row was expanded to."""
    data = np.arange(1000, dtype="<f4").tobytes()
    shared = {f"layer.{number}.weight": tensor("0", 1000) for number in range(48)}
    mask = {"mask": rebuilt(storage("0", 1000), (1000, 1000), (0, 1))}
    catalog = TorchFormat().open(zip_file(tmp_path / "tied.bin", {**shared, **mask}, {"0": data}))
    assert len(catalog) == 49
    assert Storage().array(catalog["mask"])[3, 7] == 7


@pytest.mark.parametrize("opcodes", [b"N0", b"}0", b"K\x01\x850", b"I1\n0"])
def test_refuses_a_pickle_that_goes_on_far_longer_than_its_storages_need(
    opcodes: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interpret, "MAX_OPCODES", 500)
    run = interpret.interpret
    path = Path("x")
    enough = opcodes * 100 + b"N."
    assert run(enough, 0, path=path, find_storage=no_storage) == (None, len(enough))
    with pytest.raises(CorruptFileError, match="more than 700 opcodes, which is more than a file of 2 storages needs"):
        run(opcodes * 1000 + b"N.", 0, path=path, find_storage=no_storage, storages=2)
    assert run(opcodes * 1000 + b"N.", 0, path=path, find_storage=no_storage, storages=30)[0] is None


def test_state_dicts_of_many_tensors_stay_far_within_the_bounds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interpret, "MAX_OPCODES", 0)
    names = [f"layer.{number}" for number in range(200)]
    zip_file(tmp_path / "x.bin", {name: tensor(name) for name in names}, dict.fromkeys(names, b"\0" * 16))
    assert len(TorchFormat().open(tmp_path / "x.bin")) == 200
    assert machine.MAX_OPCODES >= 1_000_000


def test_string_of_escapes_takes_no_more_memory_than_a_few_times_its_length() -> None:
    size = 1_000_000
    data = b"S'" + rb"\1" * (size // 2) + b"'\n."
    tracemalloc.start()
    value, _ = interpret.interpret(data, 0, path=Path("x"), find_storage=no_storage)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert value == "\1" * (size // 2)
    assert peak < 4 * size


@pytest.mark.parametrize("text", [rb"\q", rb"\xg1", rb"\x1", rb"\477", b"\\"])
def test_refuses_escapes_that_no_python_writes(text: bytes) -> None:
    with pytest.raises(CorruptFileError, match="broken escape|without quotes"):
        interpret.interpret(b"S'" + text + b"'\n.", 0, path=Path("x"), find_storage=no_storage)


def test_refuses_a_pickle_far_longer_than_its_storages_need(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "SPARE_PICKLE", 1000)
    text = b"\x80\x02}X\x01\x00\x00\x00nX" + (9000).to_bytes(4, "little") + b"a" * 9000
    state = text + b"sX\x01\x00\x00\x00w" + tensor("0") + b"s."
    with pytest.raises(CorruptFileError, match=r"'archive/data\.pkl' has \d+ bytes .*more than such an entry can have"):
        TorchFormat().open(zip_file(tmp_path / "x.bin", state, {"0": b"\0" * 16}))
    storages = {"0": b"\0" * 16, **{str(number): b"" for number in range(1, 9)}}
    assert list(TorchFormat().open(zip_file(tmp_path / "y.bin", state, storages))) == ["w"]
