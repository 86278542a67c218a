"""Side files of a source, each fetched when it is needed: those of tokenizers, and of processors of pictures."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from trivet.checkpoint.side_files import GGUF_SUFFIX
from trivet.errors import CorruptFileError, SourceNotFoundError
from trivet.formats.foreign_files import not_json
from trivet.sources.options import SourceOptions
from trivet.sources.source import Source


class SideFiles:
    """The files of a source that have certain names; those that a GGUF file stands for are made of its fields.

    Attributes:
        label: the source, for messages.
        names: those of the names that it has.
    """

    def __init__(
        self, source: str | os.PathLike[str], subfolder: str, options: SourceOptions, names: Sequence[str]
    ) -> None:
        """
        Args:
            source: as for `open_checkpoint`: a folder, a file in one, a repository or an address.
            subfolder: folder within the source.
            names: of the files.

        Raises:
            SourceNotFoundError: there is no such folder.
            RemoteSourceError: the source cannot be reached.
        """
        self._held: Mapping[str, bytes] = {}
        place = Source.of(source, subfolder=subfolder, options=options).place
        self._place = None if isinstance(place, Path) else place
        if self._place is not None:
            self.label = self._place.label
            self.names = {name for name in names if name in self._place.names}
            return
        path = place if isinstance(place, Path) else Path(source) / subfolder
        self._folder = path if path.is_dir() else path.parent
        if not path.exists():
            raise SourceNotFoundError(path, "there is no such file or folder.")
        if path.suffix == GGUF_SUFFIX:
            from trivet.formats.gguf.tokenizer import gguf_files

            self.label, self._held = str(path), gguf_files(path)
            self.names = {name for name in names if name in self._held}
            return
        self.label = str(self._folder)
        self.names = {name for name in names if (self._folder / name).is_file()}

    def read(self, name: str) -> bytes:
        """The bytes of a file, which is fetched if necessary."""
        held = self._held.get(name)
        return self.path(name).read_bytes() if held is None else held

    def path(self, name: str) -> Path:
        """The path of a file on this machine, which is fetched if necessary.

        What a GGUF file holds itself has a path that only messages name.
        """
        return self._folder / name if self._place is None else self._place.fetch(name)

    def json(self, name: str) -> dict[str, Any]:
        """The fields of a JSON file; empty if there is no such file.

        Raises:
            CorruptFileError: it does not hold a JSON object.
        """
        if name not in self.names:
            return {}
        path, data = self.path(name), self.read(name)
        try:
            fields = json.loads(data)
        except (ValueError, RecursionError) as error:
            raise CorruptFileError(path, not_json(data, error)) from error
        if not isinstance(fields, dict):
            raise CorruptFileError(path, f"holds a JSON {type(fields).__name__}, not an object")
        return fields
