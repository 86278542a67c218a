"""What the operating system refuses: an error of trivet that names the file, in whatever is read or written."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import tiny_bert

import trivet
from trivet import AutoConfig, BertConfig
from trivet.errors import DestinationError, TrivetError, UnreadableSourceError

READS: dict[str, Callable[[Path], object]] = {
    "inspect": trivet.inspect,
    "verify": trivet.verify,
    "convert": lambda folder: trivet.convert(folder, folder.parent / "out", to="flax"),
    "diff": lambda folder: trivet.diff(folder, folder),
}


@pytest.fixture
def forbid(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Makes the system refuse whatever lies at a path, or under it, to root as well."""

    def forbidding(path: Path) -> None:
        def refusing(real: Callable[..., object]) -> Callable[..., object]:
            def call(place: str | os.PathLike[str] | int, *arguments: object, **options: object) -> object:
                if not isinstance(place, int) and (Path(place) == path or path in Path(place).parents):
                    raise PermissionError(errno.EACCES, "Permission denied", os.fspath(place))
                return real(place, *arguments, **options)

            return call

        for module, name in ((os, "open"), (io, "open"), (os, "listdir"), (os, "scandir")):
            monkeypatch.setattr(module, name, refusing(getattr(module, name)))

    return forbidding


@pytest.mark.parametrize("name", ["model.safetensors", "config.json", ""])
@pytest.mark.parametrize("command", READS)
def test_what_may_not_be_read_is_named(command: str, name: str, tmp_path: Path, forbid: Callable[[Path], None]) -> None:
    folder = tiny_bert.write_checkpoint(tmp_path / "model")
    forbid(folder / name)
    with pytest.raises(UnreadableSourceError, match="Permission denied") as caught:
        READS[command](folder)
    assert caught.value.path == folder / name
    assert caught.value.errno == errno.EACCES
    assert isinstance(caught.value, OSError) and isinstance(caught.value, TrivetError)


def test_config_that_may_not_be_read_is_named(tmp_path: Path, forbid: Callable[[Path], None]) -> None:
    folder = tiny_bert.write_checkpoint(tmp_path / "model")
    forbid(folder / "config.json")
    for load in (AutoConfig.from_pretrained, BertConfig.from_pretrained):
        with pytest.raises(UnreadableSourceError, match="config.json"):
            load(folder)


def test_destination_that_may_not_be_looked_into_is_refused(tmp_path: Path, forbid: Callable[[Path], None]) -> None:
    source, folder = tiny_bert.write_checkpoint(tmp_path / "source"), tiny_bert.write_checkpoint(tmp_path / "model")
    forbid(folder)
    with pytest.raises(DestinationError, match="Permission denied"):
        trivet.convert(source, folder, to="flax", overwrite=True)


@pytest.mark.parametrize("name", ["n" * 300, "a\0b", "circle"])
def test_destination_that_no_folder_can_be_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    source = tiny_bert.write_checkpoint(tmp_path / "source")
    with pytest.raises(DestinationError, match="cannot write there"):
        trivet.convert(source, tmp_path / name, to="flax")
    with pytest.raises(DestinationError, match="cannot write there"):
        BertConfig().save_pretrained(tmp_path / name)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["circle", "source"]
