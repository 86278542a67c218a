"""The JSON files of a sentence-transformers folder: untrusted input, each value is checked before it is used."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trivet.checkpoint.side_files import config_fields, read_side_file
from trivet.errors import CorruptFileError, InvalidConfigError, SourceNotFoundError, UnsafePathError
from trivet.formats.foreign_files import not_json
from trivet.sources.names import is_safe_path
from trivet.sources.source import Source

MODULES_NAME = "modules.json"
SETTINGS_NAME = "config_sentence_transformers.json"
TRANSFORMER_NAMES = (
    "sentence_bert_config.json",
    *(f"sentence_{name}_config.json" for name in ("roberta", "distilbert", "camembert", "albert", "xlm-roberta")),
)
MODULE_CONFIG_NAME = "config.json"


@dataclass(frozen=True, slots=True)
class ModuleEntry:
    """A module that modules.json lists.

    Attributes:
        kind: the last part of its type, such as `Pooling`.
        type: the type as in the file.
        folder: its folder within the source; empty for the source itself.
    """

    kind: str
    type: str
    folder: str


def module_entries(source: Source) -> tuple[Path | None, tuple[ModuleEntry, ...]]:
    """The path of modules.json and the modules that it lists, in order; None and no modules if there is no such file.

    Raises:
        CorruptFileError: it is not a list of modules.
        UnsafePathError: a module's folder is outside the source.
    """
    path = source.side_file((MODULES_NAME,))
    if path is None:
        return None, ()
    data = read_side_file(path)
    try:
        listed = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise CorruptFileError(path, not_json(data, error)) from None
    if not isinstance(listed, list) or not listed or not all(isinstance(each, dict) for each in listed):
        raise CorruptFileError(path, "is not a list of modules, each an object with 'type' and 'path'")
    return path, tuple(_entry(path, each) for each in listed)


def _entry(path: Path, fields: Mapping[str, Any]) -> ModuleEntry:
    kind, folder = fields.get("type"), fields.get("path", "")
    if not isinstance(kind, str) or not isinstance(folder, str):
        raise CorruptFileError(path, f"a module has no text for 'type' and 'path': {dict(fields)!r:.200}")
    folder = folder.removesuffix("/")
    if folder and not is_safe_path(folder):
        raise UnsafePathError(path, folder, advice="the path of a module is a folder beside modules.json")
    return ModuleEntry(kind.rpartition(".")[2], kind, folder)


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one JSON file, read with their types.

    Attributes:
        path: the file, for errors.
        values: the fields; empty if there is no file.
    """

    path: Path
    values: Mapping[str, Any]

    @classmethod
    def of(cls, source: Source, names: Sequence[str], *, needed: bool = False) -> Fields:
        """The fields of the first of these files that exists.

        Raises:
            SourceNotFoundError: the file is needed, and there is none.
            InvalidConfigError: the file is not a JSON object.
        """
        path = source.side_file(names)
        if path is not None:
            return cls(path, config_fields(read_side_file(path), path))
        place = Path(source.location) / source.subfolder
        if needed:
            raise SourceNotFoundError(place, f"modules.json lists this module, but there is no {names[0]}.", names)
        return cls(place / names[0], {})

    def number(self, name: str, default: int | None = None) -> int | None:
        """A positive integer; the default if the field is missing or null.

        Raises:
            InvalidConfigError: it is something else.
        """
        value = self.values.get(name)
        if value is None:
            return default
        if type(value) is not int or value < 1:
            raise InvalidConfigError(f"{name} is {value!r:.50}, not a positive integer", path=self.path, field=name)
        return value

    def needed_number(self, name: str) -> int:
        """A positive integer.

        Raises:
            InvalidConfigError: it is something else, or missing.
        """
        value = self.number(name)
        if value is None:
            raise InvalidConfigError(f"{name} is missing: a positive integer is needed", path=self.path, field=name)
        return value

    def flag(self, name: str, default: bool) -> bool:
        """A boolean; the default if the field is missing or null.

        Raises:
            InvalidConfigError: it is something else.
        """
        value = self.values.get(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise InvalidConfigError(f"{name} is {value!r:.50}, not true or false", path=self.path, field=name)
        return value

    def text(self, name: str, default: str | None = None, known: Sequence[str] = ()) -> str | None:
        """Text; the default if the field is missing or null.

        Args:
            known: what the text may be; empty allows any.

        Raises:
            InvalidConfigError: it is something else.
        """
        value = self.values.get(name)
        if value is None:
            return default
        if not isinstance(value, str):
            raise InvalidConfigError(f"{name} is {value!r:.50}, not text", path=self.path, field=name)
        if known and value not in known:
            raise InvalidConfigError(
                f"{name} is {value!r:.50}; it may be {', '.join(known)}", path=self.path, field=name
            )
        return value

    def texts(self, name: str) -> dict[str, str]:
        """Texts by name; empty if the field is missing or null. A null among them is an empty text.

        Raises:
            InvalidConfigError: it is something else.
        """
        value = self.values.get(name)
        if value is None:
            return {}
        if not isinstance(value, dict) or not all(isinstance(each, str | None) for each in value.values()):
            raise InvalidConfigError(f"{name} is not an object of texts", path=self.path, field=name)
        return {key: text or "" for key, text in value.items()}
