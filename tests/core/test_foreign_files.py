"""A file that is something else says what it is, whatever container its name promises."""

from __future__ import annotations

from pathlib import Path

import pytest
import tiny_bert

from trivet.checkpoint.shards import read_index
from trivet.checkpoint.side_files import read_config
from trivet.errors import CorruptFileError, InvalidConfigError, SourceNotFoundError, TrivetError
from trivet.formats.registry import formats
from trivet.planning.opening import open_checkpoint
from trivet.sources.source import Source

POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"a" * 64 + b"\nsize 90900000\n"
FOREIGN = {
    "Git LFS pointer": POINTER,
    "web page": b"<!doctype html><html><body>Not found</body></html>",
    "error message of the server": b'{"error": "Repository not found"}',
    "zip archive": b"PK\x03\x04" + b"x" * 60,
    "compressed archive": b"\x1f\x8b\x08" + b"x" * 60,
}


@pytest.mark.parametrize("what", FOREIGN)
@pytest.mark.parametrize("container", [each.name for each in formats()])
def test_every_container_says_what_the_file_seems_to_be(container: str, what: str, tmp_path: Path) -> None:
    weights_name = next(each.weights_name for each in formats() if each.name == container)
    tiny_bert.write_config(tmp_path)
    (tmp_path / weights_name).write_bytes(FOREIGN[what])
    with pytest.raises(TrivetError, match=f"it seems to be .*{what}") as caught:
        open_checkpoint(tmp_path)
    assert str(caught.value).startswith(str(tmp_path / weights_name))


def test_damage_to_a_file_of_the_container_is_reported_as_such(tmp_path: Path) -> None:
    path = tiny_bert.write_checkpoint(tmp_path) / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(CorruptFileError, match="lie outside the file"):
        open_checkpoint(tmp_path)
    path.write_bytes(b"\xff" * 16)
    with pytest.raises(CorruptFileError, match="declares a header of"):
        open_checkpoint(tmp_path)


def test_indices_and_configs_say_it_too(tmp_path: Path) -> None:
    for name, read in (("model.safetensors.index.json", read_index), ("config.json", read_config)):
        path = tmp_path / name
        path.write_bytes(POINTER)
        with pytest.raises(
            (CorruptFileError, InvalidConfigError), match="is not JSON; it seems to be a Git LFS pointer"
        ):
            read(path)
        path.write_bytes(b"")
        with pytest.raises((CorruptFileError, InvalidConfigError), match="it seems to be an empty file"):
            read(path)
        path.write_bytes(b'{"error": "Invalid username or password."}')
        with pytest.raises(
            (CorruptFileError, InvalidConfigError),
            match=r"is an answer of a server .*: 'Invalid username or password\.'",
        ):
            read(path)
        path.write_bytes(b"{not json")
        with pytest.raises((CorruptFileError, InvalidConfigError), match="is not valid JSON"):
            read(path)


def test_weights_under_another_name_are_pointed_out(tmp_path: Path) -> None:
    tiny_bert.write_config(tmp_path)
    (tmp_path / "weights.safetensors").write_bytes(b"")
    with pytest.raises(SourceNotFoundError, match=r"It has weights\.safetensors: .* give the path of the file\."):
        open_checkpoint(tmp_path)


def test_a_file_in_no_container_says_what_it_seems_to_be(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text("# A model\n")
    with pytest.raises(
        CorruptFileError, match=r"is not in any installed format .*; it seems to be text that begins with '# A model"
    ):
        open_checkpoint(page)


def test_an_empty_name_is_not_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    tiny_bert.write_config(tmp_path)
    with pytest.raises(SourceNotFoundError, match="an empty name"):
        open_checkpoint("")
    with pytest.raises(SourceNotFoundError, match="an empty name"):
        Source("").config_path()
