"""One file of a source in place of the source: `gguf_file=` of `transformers`."""

from __future__ import annotations

import os
from pathlib import Path

from trivet.errors import SourceNotFoundError
from trivet.sources.options import SourceOptions
from trivet.sources.source import Source


def file_within(
    source: str | os.PathLike[str], name: str, *, subfolder: str = "", options: SourceOptions | None = None
) -> Path:
    """The path of a file of a source, fetched if the source is remote.

    Raises:
        SourceNotFoundError: the source has no such file.
        RemoteSourceError: the source cannot be reached.
    """
    reached = Source.of(source, subfolder=subfolder, options=options)
    place = reached.place
    if place is None or isinstance(place, Path):
        path = (Path(reached.location) / subfolder if place is None else place) / name
        if not path.is_file():
            raise SourceNotFoundError(path, "there is no such file.")
        return path
    if name not in place.names:
        raise SourceNotFoundError(place.label, f"it has no file {name}.")
    return place.fetch(name)
