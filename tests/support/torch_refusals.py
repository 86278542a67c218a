"""How the tests of the PyTorch container ask for a refusal."""

from pathlib import Path

import pytest

from trivet.errors import CorruptFileError, TrivetError
from trivet.formats.torch import TorchFormat

FORMAT = TorchFormat()


def refusal(path: Path, kind: type[TrivetError] = CorruptFileError) -> str:
    """The message with which a file is refused, without the path that it must name."""
    with pytest.raises(kind) as caught:
        FORMAT.open(path)
    assert str(path) in str(caught.value)
    return str(caught.value).removeprefix(f"{path}: ")
