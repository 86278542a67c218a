"""Broken `.h5` files, and the messages with which they are refused."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from h5_files import keras_file

from trivet.errors import CorruptFileError
from trivet.formats.h5 import H5Format

FORMAT = H5Format()
NAME = "m/layer/kernel:0"
PLAIN = np.arange(1_000, dtype=np.float32)


def refusal(path: Path, error: type[Exception] = CorruptFileError) -> str:
    """The message with which a file is refused."""
    with pytest.raises(error) as caught:
        catalog = FORMAT.open(path)
        for spec in catalog.values():
            if spec.via:
                FORMAT.read(spec)
    assert str(path) in str(caught.value)
    return str(caught.value).replace(str(path), "")


def one(folder: Path, **dataset: Any) -> Path:
    """A file with one dataset."""
    return keras_file(folder / "x.h5", {"layer": {NAME: dataset}})


def edited(folder: Path, edit: Callable[[h5py.File], object], **dataset: Any) -> Path:
    """The same, edited with h5py."""
    path = one(folder, **(dataset or {"data": PLAIN}))
    with h5py.File(path, "r+", libver="earliest") as file:
        edit(file)
    return path


def patched(path: Path, old: bytes, new: bytes, *, count: int = 1, skip: int = 0) -> Path:
    """The file with its one (or `count`) occurrence of some bytes, or what lies `skip` bytes on, replaced."""
    data = path.read_bytes()
    assert data.count(old) == count
    start = data.index(old) + skip
    path.write_bytes(data[:start] + new + data[start + len(new) :])
    return path
