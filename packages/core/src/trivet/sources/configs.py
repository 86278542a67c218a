"""config.json of a source, wherever that is."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from trivet.checkpoint.file_access import readable
from trivet.checkpoint.side_files import CONFIG_NAME, config_in, read_config
from trivet.errors import SourceNotFoundError
from trivet.families.stored_config import StoredFields
from trivet.sources.forms import name_of
from trivet.sources.options import SourceOptions, take_options


@readable()
def config_path(source: str | os.PathLike[str], *, subfolder: str = "", options: SourceOptions | None = None) -> Path:
    """The config.json that belongs to a folder, a weights file, a repository or an address, or is itself given.

    Args:
        subfolder: folder within the source.
        options: how to reach a source that is not on this machine.

    Raises:
        SourceNotFoundError: there is none.
        RemoteSourceError: the source cannot be reached.
    """
    from trivet.sources.folder import config_file

    path = config_file(source, subfolder, options) or Path(source) / subfolder
    if not path.exists():
        raise SourceNotFoundError(path, "there is no such file or folder.")
    if path.suffix == ".json" and path.is_file():
        return path
    folder = path if path.is_dir() else path.parent
    found = config_in(folder)
    if found is None:
        raise SourceNotFoundError(folder, f"the folder has no {CONFIG_NAME}.")
    return found


def stored_fields(source: str | os.PathLike[str], subfolder: str, keywords: Mapping[str, Any]) -> StoredFields:
    """The fields of a source's config.json. Keywords that are fields of `SourceOptions` say how to reach it.

    Raises:
        as `config_path`, `read_config` and `take_options`.
    """
    options, rest = take_options(keywords)
    path = config_path(source, subfolder=subfolder, options=options)
    return StoredFields(path, read_config(path), rest, name_of(source))
