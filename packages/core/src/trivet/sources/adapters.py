"""PEFT adapters as sources: `adapter_config.json` names the model that an adapter was made for. Loads nothing itself.

A source that has this file stands for that model with the adapter attached, which the PyTorch backend makes of it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from trivet.checkpoint.side_files import ADAPTER_CONFIG_NAME, read_config
from trivet.errors import InvalidConfigError
from trivet.sizes import human_size
from trivet.sources.folder import side_file
from trivet.sources.forms import Address, form_of
from trivet.sources.names import is_safe_path
from trivet.sources.options import SourceOptions

_LARGEST = 1024 * 1024  # bytes of a config; one with a table of ranks for each layer has some 50 KB
_LONGEST = 1024  # characters of a source
_LONGEST_PART = 255  # bytes of a name in a path


@dataclass(frozen=True, slots=True)
class AdapterSource:
    """An adapter, of which nothing but its config was read.

    Attributes:
        config: the file, on this machine.
        base: the model that it was made for, as a source; None where the config does not say.
        revision: of that model, if it is a repository.
    """

    config: Path
    base: str | None
    revision: str | None

    def base_options(self, options: SourceOptions) -> SourceOptions:
        """How to reach the base, by how the adapter is reached: the revision was the adapter's own."""
        return replace(options, revision=self.revision)


def find_adapter(
    source: str | os.PathLike[str], *, subfolder: str = "", options: SourceOptions | None = None
) -> AdapterSource | None:
    """The adapter that a source is; None where it is none.

    Raises:
        RemoteSourceError: the source cannot be reached.
        InvalidConfigError: its `adapter_config.json` is not what it must be, or its base lies at an address.
    """
    path = side_file(source, [ADAPTER_CONFIG_NAME], subfolder=subfolder, options=options)
    if path is None:
        return None
    fields = read_adapter_config(path)

    def stated(field: str) -> str | None:
        found: Any = fields.get(field)
        if found is not None and not isinstance(found, str):
            raise InvalidConfigError(f"{field} must be text, not {found!r}"[:200], path=path, field=field)
        if found and not _can_be_a_source(found):
            raise InvalidConfigError(f"{found[:50]!r}… is too long, or no plain text", path=path, field=field)
        return found or None

    base, revision = stated("base_model_name_or_path"), stated("revision")
    if base is not None and isinstance(form_of(base), Address):
        reason = (
            f"{base!r} is an address, and an adapter cannot lead there: its base is a repository or lies on this "
            "machine. Load the base from where you trust it to be, then the adapter: model.load_adapter(…)"
        )
        raise InvalidConfigError(reason, path=path, field="base_model_name_or_path")
    if revision is not None and not is_safe_path(revision):
        raise InvalidConfigError(f"{revision[:100]!r} is not a revision", path=path, field="revision")
    return AdapterSource(path, base, revision)


def _can_be_a_source(text: str) -> bool:
    """Whether text is short and plain enough for a path."""
    parts = text.split("/")
    return len(text) <= _LONGEST and text.isprintable() and all(len(part.encode()) <= _LONGEST_PART for part in parts)


def read_adapter_config(path: Path) -> dict[str, Any]:
    """The fields of an `adapter_config.json`, as they are written.

    Raises:
        InvalidConfigError: it is no JSON object, or far larger than one of any adapter.
    """
    if (size := path.stat().st_size) > _LARGEST:
        raise InvalidConfigError(f"has {human_size(size)}, at most {human_size(_LARGEST)} are read", path=path)
    return read_config(path)
