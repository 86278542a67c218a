"""How the tests of the PyTorch container ask for a refusal: of a file here, and of the same file elsewhere."""

import re
from pathlib import Path

import pytest

from trivet.errors import CorruptFileError, TrivetError
from trivet.formats.torch import TorchFormat
from trivet.formats.torch.reader import open_in_part
from trivet.sources.ranged import RangedFile
from trivet.tensors import Catalog

FORMAT = TorchFormat()


class Elsewhere:
    """Files that can be read in part; notes what was asked for."""

    def __init__(self, **files: bytes) -> None:
        self.files = files
        self.asked: list[tuple[int, int]] = []

    def size(self, name: str) -> int:
        return len(self.files[name])

    def read(self, name: str, start: int, stop: int) -> bytes:
        assert 0 <= start < stop <= len(self.files[name])
        self.asked.append((start, stop))
        return self.files[name][start:stop]


def in_part(path: Path) -> Catalog | None:
    """The same file, opened as if it lay elsewhere."""
    return open_in_part(RangedFile(Elsewhere(it=path.read_bytes()), "it"), path)


def refusal(path: Path, kind: type[TrivetError] = CorruptFileError, *, elsewhere: str | None = None) -> str:
    """The message with which a file is refused, without the path that it must name.

    If it can be opened in part, it is refused alike elsewhere, without the place of what has not been looked at; or
    with the words `elsewhere`; or, where only a storage's own header is wrong, not at all (`elsewhere` is empty).
    """
    with pytest.raises(kind) as caught:
        FORMAT.open(path)
    message = str(caught.value)
    assert str(path) in message
    try:
        found = in_part(path) if path.is_file() else None
    except kind as error:
        same = re.sub(r" at byte \d+$| \(byte \d+ of the file\)$", "", message).startswith(str(error))
        assert same if elsewhere is None else elsewhere and elsewhere in str(error)
    else:
        assert found is None or elsewhere == ""
    return message.removeprefix(f"{path}: ")
