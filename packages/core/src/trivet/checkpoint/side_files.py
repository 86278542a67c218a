"""The files beside the weights: their names, and config.json as JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from trivet.checkpoint.file_access import readable
from trivet.errors import InvalidConfigError, SourceNotFoundError
from trivet.formats.foreign_files import answer_of_a_server, not_json
from trivet.json_values import is_deeper

ADAPTER_CONFIG_NAME = "adapter_config.json"
ADAPTER_WEIGHTS_NAMES = ("adapter_model.safetensors", "adapter_model.bin")

CONFIG_NAME = "config.json"
GENERATION_CONFIG_NAME = "generation_config.json"
RELEASED_CONFIGS: Mapping[str, str] = {"bert_config.json": "bert"}  # they have no model_type; the file name implies it
GGUF_SUFFIX = ".gguf"  # of files that hold a config themselves
_MOST_LEVELS = 100


def config_in(folder: Path) -> Path | None:
    """The folder's config.json, or the file that the first releases of a family had instead."""
    names = (CONFIG_NAME, *RELEASED_CONFIGS)
    return next((folder / name for name in names if (folder / name).is_file()), None)


@readable()
def read_side_file(path: Path) -> bytes:
    """The bytes of a file beside the weights.

    Raises:
        SourceNotFoundError: there is no such file.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise SourceNotFoundError(path, "there is no such file.") from None


def read_config(path: str | os.PathLike[str]) -> dict[str, Any]:
    """The fields of a config.json, or those that a GGUF file has in place of one.

    Raises:
        SourceNotFoundError: there is no such file.
        InvalidConfigError: as in `config_fields`.
        CorruptFileError, UnsupportedFileError: as in `gguf_config`.
    """
    if str(path).endswith(GGUF_SUFFIX):
        from trivet.formats.gguf.config import gguf_config

        return gguf_config(Path(path))
    return config_fields(read_side_file(Path(path)), Path(path))


def config_fields(data: bytes, path: Path) -> dict[str, Any]:
    """The fields in the bytes of a config.json.

    Raises:
        InvalidConfigError: it is not UTF-8 JSON, not a JSON object, or nested deeper than any config.
    """
    try:
        fields = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InvalidConfigError(not_json(data, error), path=path) from None
    if not isinstance(fields, dict):
        raise InvalidConfigError(f"holds a JSON {type(fields).__name__}, not an object", path=path)
    if answer := answer_of_a_server(fields):
        raise InvalidConfigError(answer, path=path)
    if is_deeper(fields, _MOST_LEVELS):
        raise InvalidConfigError(f"nests values more than {_MOST_LEVELS} levels deep", path=path)
    if path.name in RELEASED_CONFIGS:
        fields.setdefault("model_type", RELEASED_CONFIGS[path.name])
    return fields
