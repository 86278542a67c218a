"""PEFT adapters as sources: `adapter_config.json` names the model that an adapter adapts. Loads nothing itself.

A source with this file stands for that model with the adapter attached; the PyTorch backend loads it so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from trivet.checkpoint.side_files import ADAPTER_CONFIG_NAME, read_config
from trivet.errors import InvalidConfigError
from trivet.sizes import human_size
from trivet.sources.forms import Address, form_of
from trivet.sources.names import is_safe_path
from trivet.sources.source import Source

_LARGEST = 1024 * 1024  # bytes of a config; one with a table of ranks for each layer has some 50 KB
_LONGEST = 1024  # characters of a source
_LONGEST_PART = 255  # bytes of a name in a path


@dataclass(frozen=True, slots=True)
class AdapterSource:
    """An adapter of which only the config was read.

    Attributes:
        config: path of the local config file.
        base: the model that it adapts; None if the config names none.
    """

    config: Path
    base: Source | None


def find_adapter(source: Source) -> AdapterSource | None:
    """The adapter at a source; None if the source is not an adapter.

    Raises:
        RemoteSourceError: the source cannot be reached.
        InvalidConfigError: its `adapter_config.json` is malformed, or its base is an address.
    """
    path = source.side_file([ADAPTER_CONFIG_NAME])
    if path is None:
        return None
    fields = read_adapter_config(path)

    def stated(field: str) -> str | None:
        value: Any = fields.get(field)
        if value is not None and not isinstance(value, str):
            raise InvalidConfigError(f"{field} must be text, not {value!r}"[:200], path=path, field=field)
        if value and not _can_be_a_source(value):
            raise InvalidConfigError(f"{value[:50]!r}… is too long, or not plain text", path=path, field=field)
        return value or None

    base, revision = stated("base_model_name_or_path"), stated("revision")
    if base is not None and isinstance(form_of(base), Address):
        reason = (
            f"{base!r} is an address, and an adapter cannot lead there: its base is a repository or a folder on this "
            "machine. Load the base from a source that you trust, then the adapter: model.load_adapter(…)"
        )
        raise InvalidConfigError(reason, path=path, field="base_model_name_or_path")
    if revision is not None and not is_safe_path(revision):
        raise InvalidConfigError(f"{revision[:100]!r} is not a revision", path=path, field="revision")
    if base is None:
        return AdapterSource(path, None)
    # The caller's revision is the adapter's, not the base's.
    return AdapterSource(path, source.beside(base, options=replace(source.options, revision=revision)))


def _can_be_a_source(text: str) -> bool:
    """Whether text is short and plain enough for a path."""
    parts = text.split("/")
    return len(text) <= _LONGEST and text.isprintable() and all(len(part.encode()) <= _LONGEST_PART for part in parts)


def read_adapter_config(path: Path) -> dict[str, Any]:
    """The fields of an `adapter_config.json`, as they are written.

    Raises:
        InvalidConfigError: the file is not a JSON object, or is far larger than any adapter's.
    """
    if (size := path.stat().st_size) > _LARGEST:
        raise InvalidConfigError(f"has {human_size(size)}, at most {human_size(_LARGEST)} are read", path=path)
    return read_config(path)
