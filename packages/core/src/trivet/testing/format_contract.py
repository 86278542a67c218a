"""The contract of formats, as pytest tests. Subclass `FormatContract` and provide the format and a sample file."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from trivet.dtypes import parse_dtype
from trivet.errors import TrivetError
from trivet.formats.protocols import Format, WritableFormat
from trivet.formats.registry import open_with
from trivet.formats.storage import Storage
from trivet.progress import silent
from trivet.tensors.entry import Entry
from trivet.testing.hostile import mutations, truncations


class FormatContract(ABC):
    """Tests of one format."""

    @abstractmethod
    def make_format(self) -> Format:
        """The format under test."""

    @abstractmethod
    def make_sample(self, folder: Path) -> tuple[Path, dict[str, np.ndarray[Any, Any]]]:
        """A valid file in the folder, and its arrays by catalog name."""

    def test_is_a_format(self) -> None:
        assert isinstance(self.make_format(), Format)

    def test_recognises_its_own_files(self, tmp_path: Path) -> None:
        path, _ = self.make_sample(tmp_path)
        assert self.make_format().sniff(path)
        assert path.name.endswith(tuple(self.make_format().suffixes))

    def test_does_not_recognise_text(self, tmp_path: Path) -> None:
        path = tmp_path / "notes"
        path.write_text("a page of text, and no tensors\n" * 20)
        assert not self.make_format().sniff(path)

    def test_reads_every_tensor(self, tmp_path: Path) -> None:
        path, expected = self.make_sample(tmp_path)
        catalog = self.make_format().open(path)
        storage = Storage()
        assert set(catalog) == set(expected)
        for name, array in expected.items():
            read = storage.array(catalog[name])
            assert read.shape == array.shape
            assert read.dtype == array.dtype
            assert read.tobytes() == array.tobytes()

    def test_bytes_are_those_of_the_file_whose_header_was_read(self, tmp_path: Path) -> None:
        path, expected = self.make_sample(tmp_path)
        catalog, storage = open_with(self.make_format(), path), Storage()
        other = tmp_path / "other"
        other.write_bytes(path.read_bytes()[::-1])
        os.replace(other, path)
        for name, array in expected.items():
            if catalog[name].via is None:
                assert storage.array(catalog[name]).tobytes() == array.tobytes()

    def test_refuses_truncated_files(self, tmp_path: Path) -> None:
        path, expected = self.make_sample(tmp_path)
        for cut in truncations(path.read_bytes()):
            broken = tmp_path / f"cut-{path.name}"
            broken.write_bytes(cut)
            with pytest.raises(TrivetError):
                self._read_all(broken)
        assert set(self._read_all(path)) == set(expected)

    def test_broken_files_raise_nothing_but_trivet_errors(self, tmp_path: Path) -> None:
        path, _ = self.make_sample(tmp_path)
        broken = tmp_path / f"broken-{path.name}"
        for data in mutations(path.read_bytes()):
            broken.write_bytes(data)
            try:
                self._read_all(broken)
            except TrivetError:
                continue

    def test_writes_what_it_reads(self, tmp_path: Path) -> None:
        writer = self.make_format()
        if not isinstance(writer, WritableFormat):
            pytest.skip("this format is only read")
        arrays: dict[str, np.ndarray[Any, Any]] = {
            "a.kernel": np.arange(12, dtype=np.float32).reshape(3, 4),
            "b.bias": np.array([1, 2], np.float16),
        }
        entries = [
            Entry(name, parse_dtype(array.dtype), array.shape, array.reshape(-1).view(np.uint8).copy)
            for name, array in arrays.items()
        ]
        total = sum(entry.nbytes for entry in entries)
        path = tmp_path / f"written{writer.suffixes[0]}"
        writer.write(path, entries, metadata={"format": "flax"}, total=total, progress=silent)
        catalog, storage = writer.open(path), Storage()
        assert {name: storage.array(spec).tobytes() for name, spec in catalog.items()} == {
            name: array.tobytes() for name, array in arrays.items()
        }

    def _read_all(self, path: Path) -> list[str]:
        catalog, storage = self.make_format().open(path), Storage()
        for spec in catalog.values():
            storage.raw(spec).tobytes()
        return list(catalog)
