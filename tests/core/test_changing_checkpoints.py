"""A checkpoint that somebody saves over while it is opened is all old or all new, or refused; never a mix."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import tiny_bert
from checkpoints import read_folder

import trivet
from trivet.checkpoint import watched
from trivet.checkpoint.staging import staged
from trivet.errors import CheckpointChangedError, InvalidConfigError, MissingShardError
from trivet.formats.storage import Storage
from trivet.operations.convert import convert
from trivet.planning import opening
from trivet.planning.opening import Checkpoint, open_checkpoint


def written(folder: Path, value: float, *, vocabulary: int = 11, max_shard_size: int | str = 300) -> Path:
    """A sharded checkpoint whose tensors all have one value."""
    made = folder.with_name(f"{folder.name}-made-{value}")
    tensors = {name: np.full_like(array, value) for name, array in tiny_bert.weights().items()}
    tensors[tiny_bert.WORDS] = np.full((vocabulary, 8), value, np.float32)
    tiny_bert.write_checkpoint(made, tensors=tensors)
    tiny_bert.write_config(made, vocab_size=vocabulary)
    convert(made, folder, to="torch", overwrite=True, max_shard_size=max_shard_size)
    return folder


def values_in(checkpoint: Checkpoint) -> set[float]:
    storage = Storage()
    return {float(value) for spec in checkpoint.catalog.values() for value in np.unique(storage.array(spec))}


@pytest.fixture
def when(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Callable[[], object]], list[int]]:
    """Let something happen after each call of a function that opening a checkpoint makes."""

    def after(name: str, happens: Callable[[], object]) -> list[int]:
        calls: list[int] = []
        nested: list[bool] = []
        real = getattr(opening, name)

        def wrapped(*arguments: object, **options: object) -> object:
            result = real(*arguments, **options)
            if not nested:
                calls.append(len(calls))
                nested.append(True)
                happens()
                nested.clear()
            return result

        monkeypatch.setattr(opening, name, wrapped)
        return calls

    return after


@pytest.mark.parametrize("moment", ["read_index", "locate", "read_side_file"])
def test_a_save_in_between_gives_the_new_checkpoint(
    moment: str, when: Callable[[str, Callable[[], object]], list[int]], tmp_path: Path
) -> None:
    folder = written(tmp_path / "x", 1)
    saves = [lambda: written(folder, 2, vocabulary=12)]
    calls = when(moment, lambda: saves.pop()() if saves else None)
    checkpoint = open_checkpoint(folder)
    assert values_in(checkpoint) == {2.0}
    assert checkpoint.config["vocab_size"] == 12
    assert len(calls) == 2


def test_an_index_that_is_replaced_behind_the_shards_is_read_again(
    when: Callable[[str, Callable[[], object]], list[int]], tmp_path: Path
) -> None:
    folder = written(tmp_path / "x", 1)
    index = folder / "model.safetensors.index.json"

    def replaced() -> None:
        (tmp_path / "index").write_bytes(index.read_bytes())
        os.replace(tmp_path / "index", index)

    replacements = [replaced]
    calls = when("read_index", lambda: replacements.pop()() if replacements else None)
    assert values_in(open_checkpoint(folder)) == {1.0}
    assert len(calls) == 2


def test_a_checkpoint_that_never_comes_to_rest_is_refused(
    when: Callable[[str, Callable[[], object]], list[int]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watched, "_PAUSE", 0)
    folder = written(tmp_path / "x", 1)
    calls = when("read_side_file", lambda: written(folder, 2))
    with pytest.raises(CheckpointChangedError, match="somebody is writing there; nothing was loaded") as caught:
        open_checkpoint(folder)
    assert caught.value.path == folder
    assert len(calls) == watched._TRIES


def test_config_that_is_half_written_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = written(tmp_path / "x", 1)
    config = folder / "config.json"
    whole = config.read_bytes()
    config.write_bytes(whole[:20])
    with pytest.raises(InvalidConfigError):  # and stays so
        open_checkpoint(folder)
    real = opening.read_side_file

    def reading(path: Path) -> bytes:
        try:
            return real(path)
        finally:
            if config.read_bytes() != whole:
                config.write_bytes(whole)

    monkeypatch.setattr(opening, "read_side_file", reading)
    assert open_checkpoint(folder).config["hidden_size"] == 8


def test_a_config_that_goes_away_is_looked_for_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = written(tmp_path / "x", 1)
    real = opening.config_in
    gone: list[Path] = []

    def looking(path: Path) -> Path | None:
        status = real(path)
        if status is not None and not gone:
            gone.append(status)
            status.unlink()
        return status

    monkeypatch.setattr(opening, "config_in", looking)
    checkpoint = open_checkpoint(folder)
    assert gone
    assert checkpoint.config == {}


def test_files_that_do_not_change_are_refused_at_once(
    when: Callable[[str, Callable[[], object]], list[int]], tmp_path: Path
) -> None:
    folder = written(tmp_path / "x", 1)
    next(iter(folder.glob("*.safetensors"))).unlink()
    calls = when("locate", lambda: None)
    with pytest.raises(MissingShardError):
        open_checkpoint(folder)
    assert len(calls) == 1


def test_a_missing_shard_is_waited_for_while_somebody_is_saving(
    when: Callable[[str, Callable[[], object]], list[int]], tmp_path: Path
) -> None:
    folder = written(tmp_path / "x", 1)
    shard = sorted(folder.glob("*.safetensors"))[0]
    content = shard.read_bytes()
    with staged(folder) as staging:
        shard.unlink()
        calls = when("locate", lambda: shard.write_bytes(content) if len(calls) == 2 else None)
        assert values_in(open_checkpoint(folder)) == {1.0}
        (staging / "note.txt").write_text("kept")
    assert len(calls) == 2


def test_a_load_beside_a_writer_is_never_a_mix(tmp_path: Path) -> None:
    folder = written(tmp_path / "x", 0)
    done = threading.Event()

    def save() -> None:
        try:
            for value in range(1, 12):
                written(folder, value, max_shard_size=300 + 100 * (value % 3))
        finally:
            done.set()

    writer = threading.Thread(target=save)
    writer.start()
    loads = 0
    while not done.is_set() or not loads:
        assert len(values_in(open_checkpoint(folder))) == 1
        loads += 1
    writer.join()
    assert values_in(open_checkpoint(folder)) == {11.0}


def test_verify_refuses_what_was_replaced_while_it_was_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from trivet.operations import verify as verification

    folder = written(tmp_path / "x", 1)
    trivet.write_manifest(folder)
    real = verification._not_finite
    saves = [lambda: written(folder, 2)]

    def checking(*arguments: object) -> object:
        if saves:
            saves.pop()()
        return real(*arguments)

    monkeypatch.setattr(verification, "_not_finite", checking)
    with pytest.raises(CheckpointChangedError):
        trivet.verify(folder, values=True)
    assert trivet.verify(folder, values=True).is_sound
    assert read_folder(folder)
