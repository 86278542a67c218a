"""Implements the port through which a config reads its own file: the fields of a source's config.json."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from trivet.checkpoint.side_files import read_config
from trivet.families.stored_config import StoredFields
from trivet.sources.options import take_options
from trivet.sources.source import Source


def stored_fields(source: str | os.PathLike[str], subfolder: str, keywords: Mapping[str, Any]) -> StoredFields:
    """The fields of a source's config.json. Keywords that are fields of `SourceOptions` configure access.

    Raises:
        As for `Source.config_path`, `read_config` and `take_options`.
    """
    options, rest = take_options(keywords)
    reached = Source.of(source, subfolder=subfolder, options=options)
    path = reached.config_path()
    return StoredFields(path, read_config(path), rest, reached.name)
