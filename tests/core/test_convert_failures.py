"""Conversions that fail half-way: whatever goes wrong, the destination is what it was, and nothing is left behind."""

import errno
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tiny_bert
from checkpoints import leftovers, snapshot

from trivet.dtypes import DType
from trivet.errors import CorruptFileError, DestinationError
from trivet.formats import writing
from trivet.formats.storage import Storage
from trivet.layout import TORCH
from trivet.operations.convert import convert
from trivet.tensors.entry import Entry
from trivet.transfer.saving import write_checkpoint


@pytest.fixture(params=["empty", "older checkpoint", "the source itself"])
def folders(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Path]:
    """Source and destination."""
    source = tiny_bert.write_checkpoint(tmp_path / "from", shards=3)
    if request.param == "older checkpoint":
        destination = tiny_bert.write_checkpoint(tmp_path / "to", tensors=tiny_bert.weights(seed=9), shards=2)
        (destination / "notes").mkdir()
        (destination / "notes" / "mine.txt").write_text("mine")
        return source, destination
    return source, tmp_path / "to" if request.param == "empty" else source


def assert_untouched_by(error: type[BaseException], folders: tuple[Path, Path], **options: Any) -> BaseException:
    source, destination = folders
    before = snapshot(source.parent)
    existed = destination.exists()
    with pytest.raises(error) as caught:
        convert(source, destination, to="flax", max_shard_size=2000, overwrite=True, **options)
    assert snapshot(source.parent) == before
    assert destination.exists() == existed
    assert not leftovers(source.parent)
    return caught.value


def failing(count: int, error: BaseException, then: Callable[..., Any]) -> Callable[..., Any]:
    """`then`, but the call after `count` of them raises."""
    calls = 0

    def call(*arguments: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls > count:
            raise error
        return then(*arguments, **options)

    return call


@pytest.mark.parametrize("count", [0, 1, 17])
@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (CorruptFileError("file", "shrank"), CorruptFileError),
        (MemoryError(), MemoryError),
        (KeyboardInterrupt(), KeyboardInterrupt),
        (OSError(errno.EIO, "Input/output error"), DestinationError),
    ],
    ids=lambda value: getattr(value, "__name__", type(value).__name__),
)
def test_tensor_that_cannot_be_read(
    count: int,
    error: BaseException,
    expected: type[BaseException],
    folders: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Storage, "array", failing(count, error, Storage.array))
    assert_untouched_by(expected, folders)


@pytest.mark.parametrize("count", [0, 1, 30])
def test_full_disk(count: int, folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr(writing, "WINDOW", 256)
    monkeypatch.setattr(os, "pwrite", failing(count, full, os.pwrite))
    error = assert_untouched_by(DestinationError, folders)
    monkeypatch.undo()
    assert str(error) == (
        f"{folders[1]}: cannot write there (No space left on device); what was there before is untouched"
    )
    assert error.__cause__ is full


@pytest.mark.skipif(sys.platform == "win32", reason="limits are of Unix")
def test_file_that_the_system_will_not_let_grow(tmp_path: Path) -> None:
    """The real refusal of a real kernel, in the middle of a file."""
    source = tiny_bert.write_checkpoint(tmp_path / "from")
    tiny_bert.write_checkpoint(tmp_path / "to", tensors=tiny_bert.weights(seed=9))
    before = snapshot(tmp_path)
    script = f"""
        import resource, signal
        from trivet.operations.convert import convert
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
        convert({str(source)!r}, {str(tmp_path / "to")!r}, to="flax", overwrite=True)
    """
    run = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=False)
    assert "cannot write there (File too large); what was there before is untouched" in run.stderr
    assert snapshot(tmp_path) == before
    assert not leftovers(tmp_path)


def test_weights_are_not_replaced_unless_told(tmp_path: Path) -> None:
    source = tiny_bert.write_checkpoint(tmp_path / "from")
    destination = tiny_bert.write_checkpoint(tmp_path / "to", tensors=tiny_bert.weights(seed=9), shards=5)
    before = snapshot(tmp_path)
    with pytest.raises(DestinationError) as caught:
        convert(source, destination, to="flax")
    assert str(caught.value) == (
        f"{destination}: holds {', '.join(f'model-{number:05d}-of-00005.safetensors' for number in range(1, 6))}, "
        "model.safetensors.index.json already, which would be replaced or, since a load would prefer it to the new "
        "weights, removed. Pass overwrite=True for that."
    )
    with pytest.raises(DestinationError):
        convert(source, source, to="flax")
    assert snapshot(tmp_path) == before
    convert(source, destination, to="flax", overwrite=True)
    convert(source, source, to="flax", container="msgpack")  # beside, replacing nothing


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError("the bar broke")], ids=repr)
def test_progress_that_raises(error: BaseException, folders: tuple[Path, Path]) -> None:
    def progress(nbytes: int, total: int) -> None:
        raise error

    assert_untouched_by(type(error), folders, progress=progress)


def test_disk_that_fails_at_the_very_end(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Errors of delayed writes come with fsync."""
    monkeypatch.setattr(os, "fsync", failing(2, OSError(errno.EIO, "Input/output error"), os.fsync))
    assert_untouched_by(DestinationError, folders)


def test_conversion_that_succeeds_after_all_that(folders: tuple[Path, Path]) -> None:
    source, destination = folders
    report = convert(source, destination, to="flax", max_shard_size=2000, overwrite=True)
    assert len(report.files) > 3
    assert not leftovers(source.parent)


def test_failure_in_one_shard_ends_the_other_soon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "WINDOW", 1)
    failed, fetched = threading.Event(), []

    def fail() -> np.ndarray:
        failed.set()
        raise CorruptFileError("file", "shrank")

    def slow() -> np.ndarray:
        failed.wait(10)
        fetched.append(time.sleep(0.01))
        return np.zeros(1, np.uint8)

    entries = [Entry(f"slow{number}", DType.U8, (1,), slow) for number in range(200)]
    with pytest.raises(CorruptFileError):
        write_checkpoint([*entries, Entry("bad", DType.U8, (1,), fail)], tmp_path, dialect=TORCH, max_shard_size=200)
    assert len(fetched) < 200


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_ctrl_c_in_the_middle(tmp_path: Path) -> None:
    """A real signal to a real process, while two shards are being written."""
    source = tiny_bert.write_checkpoint(tmp_path / "from")
    tiny_bert.write_checkpoint(tmp_path / "to", tensors=tiny_bert.weights(seed=9))
    before = snapshot(tmp_path)
    script = f"""
        import os, signal
        signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored, if what runs the tests is in the background
        from trivet.operations.convert import convert
        done = []
        def progress(nbytes, total):
            done.append(nbytes)
            if len(done) == 7:
                os.kill(os.getpid(), signal.SIGINT)
        convert(
            {str(source)!r}, {str(tmp_path / "to")!r}, to="flax", max_shard_size=500, overwrite=True, progress=progress
        )
    """
    run = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=False)
    assert run.returncode in (-signal.SIGINT, 130, 1), run.stderr
    assert "KeyboardInterrupt" in run.stderr
    assert snapshot(tmp_path) == before
    assert not leftovers(tmp_path)
