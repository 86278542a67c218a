"""Staging where the system is poorer: no exchange of folders, no hard links, no locks, a parent that is read-only."""

import errno
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tiny_bert
from checkpoints import leftovers, read_folder, snapshot, values

from trivet import diff, inspect
from trivet.checkpoint import staging, staging_folders
from trivet.checkpoint.staging import staged
from trivet.errors import CheckpointChangedError, DestinationError
from trivet.operations.convert import convert


def unsupported(*arguments: object, **options: object) -> None:
    raise OSError(errno.EOPNOTSUPP, "Operation not supported")


POORER: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "no exchange": lambda patch: patch.setattr(staging, "_exchange", unsupported),
    "no hard links": lambda patch: patch.setattr(os, "link", unsupported),
    "neither": lambda patch: (patch.setattr(os, "link", unsupported), patch.setattr(staging, "_exchange", unsupported)),
    "another system": lambda patch: patch.setattr("trivet.checkpoint.staging.sys.platform", "darwin"),
}


@pytest.fixture(params=POORER)
def poorer(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    POORER[request.param](monkeypatch)


@pytest.mark.usefixtures("poorer")
def test_new_files_replace_old_and_the_rest_stays(tmp_path: Path) -> None:
    destination = tmp_path / "model"
    (destination / "sub").mkdir(parents=True)
    for name in ("sub/log", "keep", "x.txt", "old1"):
        (destination / name).write_text(name)
    with staged(destination, stale=lambda name: name.startswith("old")) as folder:
        (folder / "x.txt").write_text("new")
        (folder / "y.txt").write_text("new")
    assert snapshot(tmp_path) == {
        "model/x.txt": b"new",
        "model/y.txt": b"new",
        "model/keep": b"keep",
        "model/sub/log": b"sub/log",
    }
    assert not leftovers(tmp_path)


@pytest.mark.usefixtures("poorer")
def test_failure_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("old")
    with pytest.raises(RuntimeError), staged(tmp_path) as folder:
        (folder / "x.txt").write_text("new")
        raise RuntimeError
    assert snapshot(tmp_path) == {"x.txt": b"old"}


def failing_after(count: int) -> Callable[..., None]:
    """`os.replace` that works so many times and then finds the disk broken."""
    done = 0
    replace = os.replace

    def fail(source: Any, target: Any) -> None:
        nonlocal done
        if done == count:
            raise OSError(errno.EIO, "Input/output error")
        done += 1
        replace(source, target)

    return fail


@pytest.mark.parametrize("count", range(4))
def test_old_weights_stay_whole_until_the_index_is_there(
    count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From one file to shards, file by file: whatever is renamed so far, a reader finds the old weights."""
    tiny_bert.write_checkpoint(tmp_path / "model")
    (tmp_path / "model" / "config.json").unlink()
    old = values(read_folder(tmp_path / "model"))
    tiny_bert.write_checkpoint(tmp_path / "new", tensors=tiny_bert.weights(seed=5))
    POORER["neither"](monkeypatch)
    monkeypatch.setattr(os, "replace", failing_after(count))
    with pytest.raises(DestinationError, match="Input/output error") as caught:
        convert(tmp_path / "new", tmp_path / "model", to="torch", max_shard_size=2500, overwrite=True)
    assert caught.match("what was there before is untouched")
    monkeypatch.undo()
    assert [path.name for path in (tmp_path / "model").iterdir()] == ["model.safetensors"]
    from trivet.formats.storage import Storage
    from trivet.planning.opening import open_checkpoint

    catalog, storage = open_checkpoint(tmp_path / "model").catalog, Storage()
    assert {name: storage.array(spec).tobytes() for name, spec in catalog.items()} == {
        name: data for name, (_, _, data) in old.items()
    }


@pytest.mark.parametrize("stop", [OSError(errno.EIO, "Input/output error"), KeyboardInterrupt()])
def test_folder_of_which_part_is_new_is_refused_until_it_is_saved_again(
    stop: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From shards to shards of the same names: after one rename the index names old ones beside a new one."""
    new = tiny_bert.write_checkpoint(tmp_path / "new", tensors=tiny_bert.weights(seed=5))
    tiny_bert.write_checkpoint(tmp_path / "old")
    convert(tmp_path / "old", tmp_path / "model", to="torch", max_shard_size=2500)
    replace, done = os.replace, []

    def stopped(source: Any, target: Any) -> None:
        if done:
            raise stop
        done.append(target)
        replace(source, target)

    with monkeypatch.context() as patch:
        POORER["neither"](patch)
        patch.setattr(os, "replace", stopped)
        with pytest.raises((DestinationError, KeyboardInterrupt)):
            convert(new, tmp_path / "model", to="torch", max_shard_size=2500, overwrite=True)
    with pytest.raises(CheckpointChangedError, match="save again"):
        inspect(tmp_path / "model")
    convert(new, tmp_path / "model", to="torch", max_shard_size=2500, overwrite=True)
    assert diff(new, tmp_path / "model").is_identical
    assert not (tmp_path / "model" / ".trivet-replacing").exists()


def test_saves_of_two_threads_that_replace_files_one_by_one_leave_one_whole_save(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    POORER["neither"](monkeypatch)
    names = [f"{number}.txt" for number in range(20)]

    def save(text: str) -> None:
        with staged(tmp_path / "model") as folder:
            for name in names:
                (folder / name).write_text(text)

    save("first")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(save, map(str, range(40))))
    assert len({(tmp_path / "model" / name).read_text() for name in names}) == 1
    assert sorted(path.name for path in (tmp_path / "model").iterdir()) == sorted(names)


def test_a_staging_folder_swept_between_its_opening_and_its_locking_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")
    lock, swept = fcntl.flock, []

    def sweep_first(handle: int, how: int) -> None:
        if not swept:
            swept.extend(leftovers(tmp_path))
            for path in swept:
                path.rmdir()
        lock(handle, how)

    monkeypatch.setattr(fcntl, "flock", sweep_first)
    with staged(tmp_path / "model") as folder:
        (folder / "x.txt").write_text("new")
    assert len(swept) == 1
    assert snapshot(tmp_path) == {"model/x.txt": b"new"}


def test_stages_inside_the_folder_when_it_is_a_mount_point(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    destination = tmp_path / "model"
    destination.mkdir()
    (destination / "x.txt").write_text("old")
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == destination)
    with staged(destination) as folder:
        assert folder.parent == destination  # a rename from one file system to another is refused
        (folder / "x.txt").write_text("new")
    assert snapshot(tmp_path) == {"model/x.txt": b"new"}


def read_only_parent(patch: pytest.MonkeyPatch, parent: Path) -> None:
    """Nothing can be made in `parent` (the tests may run as a user to whom modes do not apply)."""
    make = staging_folders._make

    def refuse(where: Path, destination: Path, mode: int) -> Path:
        if where == parent:
            raise PermissionError(errno.EACCES, "Permission denied")
        return make(where, destination, mode)

    patch.setattr(staging_folders, "_make", refuse)


def test_stages_inside_the_folder_when_its_parent_is_read_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    destination = tmp_path / "model"
    destination.mkdir()
    (destination / "x.txt").write_text("old")
    (destination / "old1").write_text("old")
    read_only_parent(monkeypatch, tmp_path)
    with staged(destination, stale=lambda name: name.startswith("old")) as folder:
        assert folder.parent == destination
        (folder / "x.txt").write_text("new")
    assert snapshot(tmp_path) == {"model/x.txt": b"new"}
    assert not leftovers(tmp_path)


def test_refuses_new_folder_in_a_read_only_parent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_only_parent(monkeypatch, tmp_path)
    with pytest.raises(DestinationError) as caught, staged(tmp_path / "model"):
        pass
    assert str(caught.value) == f"{tmp_path / 'model'}: cannot write there (Permission denied)"
    assert list(tmp_path.iterdir()) == []


def test_refuses_destination_that_is_read_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model").mkdir()

    def refuse(*arguments: Any, **options: Any) -> str:
        raise PermissionError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(staging_folders, "_make", refuse)
    with pytest.raises(DestinationError, match=r"cannot write there \(Read-only file system\)$"), staged(tmp_path):
        pass


def test_saves_where_the_file_system_has_no_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fcntl.flock", unsupported)
    left = tmp_path / ".model.trivet-staging-abc"
    left.mkdir()
    with staged(tmp_path / "model") as folder:
        (folder / "x.txt").write_text("new")
    assert snapshot(tmp_path) == {"model/x.txt": b"new"}
    assert left.exists()  # nobody can say whether its process lives


def test_takes_another_folder_when_a_sweep_was_faster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between making a staging folder and locking it, another save may take it for a leftover."""
    make, made = staging_folders._make_staging, []

    def swept_at_first(destination: Path) -> Path:
        made.append(make(destination))
        if len(made) == 1:
            made[0].rmdir()
        return made[-1]

    monkeypatch.setattr(staging_folders, "_make_staging", swept_at_first)
    with staged(tmp_path / "model") as folder:
        (folder / "x.txt").write_text("new")
    assert len(made) == 2
    assert snapshot(tmp_path) == {"model/x.txt": b"new"}


def test_system_without_the_call_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trivet.checkpoint.staging.ctypes.CDLL", lambda *arguments, **options: object())
    with pytest.raises(OSError, match="no atomic exchange in this C library"):
        staging._exchange(tmp_path, tmp_path)


def test_exchange_lets_two_folders_change_places(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "name").write_text(name)
    staging._exchange(tmp_path / "one", tmp_path / "other")
    assert snapshot(tmp_path) == {"one/name": b"other", "other/name": b"one"}
    with pytest.raises(FileNotFoundError):
        staging._exchange(tmp_path / "one", tmp_path / "nothing")


def test_arrays_over_a_replaced_file_keep_their_values(tmp_path: Path) -> None:
    from trivet.formats.storage import Storage
    from trivet.planning.opening import open_checkpoint

    tiny_bert.write_checkpoint(tmp_path / "model")
    spec = open_checkpoint(tmp_path / "model").catalog[tiny_bert.WORDS]
    array = Storage().array(spec)
    before = array.copy()
    convert(tmp_path / "model", tmp_path / "model", to="flax", overwrite=True)
    assert np.array_equal(array, before)
